/**
 * A build of a repository's image as Bindery kept it: its pod is gone as soon as it ends, its log is not. Times are
 * milliseconds since the epoch.
 */
export interface BuildRow {
  id: string
  serverId: string
  namespace: string
  pod: string
  uid: string
  /** Address of the repository, as BinderHub wrote it down. */
  repository: string
  ref: string
  /** What is built and pushed; empty where the builder was not told. */
  image: string
  startedAt: number
  endedAt: number | null
  /** `unknown`: nobody saw how it ended. */
  outcome: 'building' | 'pushed' | 'failed' | 'unknown'
  /** The line that tells how it ended, without its JSON; empty while it goes. */
  telling: string
  /** Lines of its log, all that it printed. */
  lines: number
  /** Bytes of it that are kept. */
  bytes: number
}
