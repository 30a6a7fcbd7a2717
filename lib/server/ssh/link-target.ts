import type { Duplex } from 'node:stream'
import type { HostKey } from '../../shared/server-row.ts'

/** Where SSH is spoken. `jump`: the way leads through another server, which opens the channel. */
export interface Address {
  host: string
  port: number
  jump: null | { openChannel(host: string, port: number, signal: AbortSignal): Promise<Duplex> }
}

/** What Bindery signs in with. `ask`: the person answers what the server asks, every time. */
export type Credentials =
  | { kind: 'key'; privateKey: string; passphrase?: string }
  | { kind: 'password'; password: string }
  | { kind: 'agent'; socket: string }
  | { kind: 'ask' }

/** Everything that one attempt to connect needs. It holds secrets: never log it, never keep it. */
export interface LinkTarget extends Address {
  user: string
  /** The key that a person confirmed. No other is accepted. */
  hostKey: HostKey
  credentials: Credentials
  /** For a sudo that asks. Null: none is known. */
  root: { sudoPassword: string | null }
}
