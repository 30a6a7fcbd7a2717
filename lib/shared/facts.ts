import type { Problem } from './problem.ts'

/** What a read-only look at a server found. Sizes in bytes; null is "could not be read", never "none". */
export interface Facts {
  /** Milliseconds since the epoch, by our clock. */
  lookedAt: number
  /** How long the one round trip took, in milliseconds. */
  tookMs: number
  hostname: string
  os: { id: string; version: string; pretty: string } | null
  kernel: string
  arch: string
  cores: number | null
  memory: { total: number; available: number } | null
  /** Free and total bytes of the file systems that matter, by mount question: "/" and "/var". */
  disks: { path: string; total: number; free: number }[]
  /** "running", "degraded"…, or null where there is no systemd. */
  systemd: string | null
  snapd: string | null
  /** Server clock minus ours, in milliseconds, corrected by half the round trip. */
  clockSkewMs: number | null
  bootId: string | null
  uptimeSeconds: number | null
  /** The default route's interface, this server's address on it and the gateway; null without one. */
  network: { interface: string; address: string; gateway: string } | null
  firewall: 'active' | 'inactive' | null
  /** Ports of KUBERNETES_PORTS that something listens on. */
  busyPorts: number[]
  docker: string | null
  kubernetes: Kubernetes[]
}

export type Kubernetes =
  | { kind: 'microk8s'; version: string; channel: string; running: boolean }
  | { kind: 'k3s'; version: string; running: boolean }
  | { kind: 'other'; version: string; what: string }

/** One stage of "Test connection", in order; the first that fails ends it, the rest stay `not-reached`. */
export type TestStageId = 'resolve' | 'reach' | 'host-key' | 'sign-in' | 'root' | 'look'

export interface TestStage {
  id: TestStageId
  title: string
  outcome: 'ok' | 'failed' | 'not-reached'
  /** The observed fact: "192.0.2.7", "OpenSSH_9.6p1", "sudo without a password". */
  evidence: string
  tookMs: number
  problem?: Problem
}
