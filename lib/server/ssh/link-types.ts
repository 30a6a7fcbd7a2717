import type { Duplex } from 'node:stream'
import type { LinkState } from '../../shared/link-state.ts'
import type { RemoteShell } from './remote-shell.ts'

/** The one live SSH connection to a server, as the rest of the engine sees it. */
export interface ServerLink extends RemoteShell {
  readonly state: LinkState
  /** Called after every change of state; returns how to stop listening. */
  onState(listener: (state: LinkState) => void): () => void
  readonly sessions: { inUse: number; budget: number; waiting: number }
  /** Resolves when online; rejects with the problem when refused, or `offline` after the deadline. */
  whenOnline(options: { deadlineMs: number; signal?: AbortSignal }): Promise<void>
  /** A TCP connection from the server to host:port (direct-tcpip): costs no session. */
  forward(host: string, port: number, signal?: AbortSignal): Promise<Duplex>
}
