/** Where the hub of one BinderHub answers, as seen from its server, and in which namespace its people are. */
export interface HubPlace {
  namespace: string
  /** The Service's cluster address. */
  host: string
  port: number
  /** What stands before /hub/api in every path: "" or "/jupyter". */
  base: string
  /** Name of the Secret that holds the token, which is the Service's own. */
  secret: string
}
