import type { LinkTarget } from '../../server/ssh/link-target.ts'
import type { LoopbackServer } from './start.ts'

/** How to connect to a loopback server: as `ubuntu` with the right password, unless told otherwise. */
export function targetOf(server: LoopbackServer, changes: Partial<LinkTarget> = {}): LinkTarget {
  return {
    host: server.host,
    port: server.port,
    jump: null,
    user: server.user,
    hostKey: { type: 'ssh-ed25519', sha256: server.hostKeySha256 },
    credentials: { kind: 'password', password: server.password },
    root: { sudoPassword: server.password },
    ...changes,
  }
}
