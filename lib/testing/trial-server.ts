import type { LinkTarget } from '../server/ssh/link-target.ts'
import { cutProxy } from './loopback-server/cut-proxy.ts'
import type { LoopbackServer } from './loopback-server/start.ts'
import { targetOf } from './loopback-server/target-of.ts'

/** A server to break connections to, whatever it is and wherever it stands. */
export interface TrialServer {
  /** How to connect to it, as somebody who may become root. */
  target: LinkTarget
  /** A way to it that can be broken. */
  breakable(): Promise<{
    target: LinkTarget
    /** Resets every connection on this way; new ones work at once. */
    reset(): Promise<void>
    close(): Promise<void>
  }>
}

export function loopbackTrials(server: LoopbackServer): TrialServer {
  return {
    target: targetOf(server),
    async breakable() {
      const proxy = await cutProxy(server.port)
      return {
        target: targetOf(server, { port: proxy.port }),
        reset: async () => proxy.reset(),
        close: () => proxy.close(),
      }
    },
  }
}
