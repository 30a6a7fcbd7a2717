/** Something that happened to a pod, as the cluster keeps it for an hour: "Pulling", "FailedMount"… */
export interface PodEventRow {
  uid: string
  /** The uid of the pod. */
  pod: string
  namespace: string
  reason: string
  message: string
  warning: boolean
  /** When it was last seen to happen; milliseconds since the epoch. */
  lastAt: number
}
