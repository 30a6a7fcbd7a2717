/** What every row about an object of a cluster has. Times are milliseconds since the epoch; 0 where none is known. */
export interface ObjectRow {
  uid: string
  /** Empty for what belongs to no namespace. */
  namespace: string
  name: string
  createdAt: number
  labels: Readonly<Record<string, string>>
}
