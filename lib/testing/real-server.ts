import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import type { LinkTarget } from '../server/ssh/link-target.ts'
import type { TrialServer } from './trial-server.ts'

/** A server with systemd that tests may do anything to, as BINDERY_E2E_SERVER and BINDERY_E2E_CONTROL name it. */
export interface RealServer {
  target: LinkTarget
  /** What breaks it and makes it reboot; null where there is no such command. */
  control: ((verb: 'reset-ssh' | 'reboot') => Promise<void>) | null
}

const description = z.object({
  name: z.string(),
  host: z.string(),
  port: z.number(),
  user: z.string(),
  password: z.string(),
  hostKeySha256: z.string(),
})

/** Null where none is named: then tests that need systemd are skipped. Throws for one that is not whole. */
export function realServer(): RealServer | null {
  const json = process.env.BINDERY_E2E_SERVER
  if (!json) return null
  const { name, host, port, user, password, hostKeySha256 } = description.parse(JSON.parse(json))
  const command = process.env.BINDERY_E2E_CONTROL
  return {
    target: {
      host,
      port,
      jump: null,
      user,
      hostKey: { type: 'ssh-ed25519', sha256: hostKeySha256 },
      credentials: { kind: 'password', password },
      root: { sudoPassword: password },
    },
    control: command ? async (verb) => void (await promisify(execFile)(command, [verb, name])) : null,
  }
}

/** Its connections are reset by the server's own side. Null where nothing can do that. */
export function realTrials({ target, control }: RealServer): TrialServer | null {
  if (!control) return null
  return {
    target,
    breakable: async () => ({ target, reset: () => control('reset-ssh'), close: async () => {} }),
  }
}
