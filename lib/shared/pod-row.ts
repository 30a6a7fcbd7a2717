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
}
