/**
 * A pod as lists show it: what is left of some 10 kB of JSON once it was read. Flat and small, because there may be
 * ten thousand of them, in the engine and in every page. Times are milliseconds since the epoch.
 */
export interface PodRow {
  uid: string
  namespace: string
  name: string
  /** Containers that are ready, of those that should be; init containers that go on running count too. */
  ready: { is: number; of: number }
  /** The word of `kubectl get pods`: "Running", "Init:0/1", "ContainerCreating", "CrashLoopBackOff"… */
  status: string
  /** What it waits for or what ended it, in the words of the kubelet or the scheduler; empty where they say nothing. */
  message: string
  restarts: number
  lastRestartAt: number | null
  createdAt: number
  node: string | null
  ip: string | null
  /** "Pending", "Running", "Succeeded", "Failed", "Unknown". */
  phase: string
  /** Why the cluster itself ended it: "Evicted", "DeadlineExceeded"…; empty for all others. */
  reason: string
  /** Since when it is being deleted, its time to end well included. */
  deletingAt: number | null
  labels: Readonly<Record<string, string>>
  /** What made it, and makes another when it is deleted; null for a bare pod. */
  owner: { kind: string; name: string } | null
  /** Names of its containers, init containers not among them. */
  containers: readonly string[]
  /** Of its first container. */
  image: string
  /** What the scheduler keeps free for it, all containers together: thousandths of a core, bytes. */
  requests: Amounts
  /** What it may use at most; 0 where a container has no limit. */
  limits: Amounts
  /** The repository behind a person's session or a build, as BinderHub wrote it down; null for all other pods. */
  repository: { url: string; ref: string } | null
  /** Whose session it is, by the hub's own name of the person; null for all other pods. */
  session: { person: string; server: string } | null
  /** Claims that it mounts, by name. */
  claims: readonly string[]
  /** Who looks for a place for it, where that is not the scheduler of Kubernetes itself. */
  scheduler: string | null
  /** How a container of it ended last, the newest end of all; null where none ever did. */
  lastEnd: ContainerEnd | null
}

export interface ContainerEnd {
  container: string
  /** "OOMKilled", "Error", "Completed"… */
  reason: string
  exitCode: number
  /** Milliseconds since the epoch; null where Kubernetes lost sight of it. */
  at: number | null
}

export interface Amounts {
  cpuMilli: number
  memoryBytes: number
}
