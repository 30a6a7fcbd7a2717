import type { TerminalPlace } from '../../shared/terminal-row.ts'
import type { OpenTerminalInput } from '../../shared/terminals-api.ts'
import type { Cluster } from '../kube/cluster.ts'
import { openServerShell } from './open-server-shell.ts'
import { openDebugShell } from './pod/open-debug-shell.ts'
import { openPodShell } from './pod/open-pod-shell.ts'
import type { Shell } from './shell.ts'
import type { ShellLinks } from './shell-links.ts'

interface Wish {
  id: string
  serverId: string
  input: OpenTerminalInput
  signal: AbortSignal
}

/** A shell that runs, and what is to be known of it. */
export interface OpenedShell {
  id: string
  shell: Shell
  place: TerminalPlace
  socket: string | null
  /** Lets go of its connection, once it has ended. */
  release(): void
}

export type OpenShell = (wish: Wish) => Promise<OpenedShell>

interface Deps {
  links: ShellLinks
  /** Throws `not_found`. */
  cluster(serverId: string): Cluster
  user(serverId: string): string
  log(line: string): void
}

/** Opens what was asked for: a shell on the server, in a container, or in a container that is added for it. */
export function shellOpener({ links, cluster, user, log }: Deps): OpenShell {
  return async ({ id, serverId, input, signal }) => {
    const { size } = input
    switch (input.on) {
      case 'server': {
        const { link, release } = await links.takeOnline(serverId, signal)
        try {
          const opened = await openServerShell(link, { id, size, signal, log })
          return { id, ...opened, place: { on: 'server', user: user(serverId) }, release }
        } catch (error) {
          release()
          throw error
        }
      }
      case 'pod':
      case 'debug': {
        const { namespace, pod, uid } = input
        const name = { namespace, pod, uid }
        const { shell, container } =
          input.on === 'pod'
            ? await openPodShell(cluster(serverId), name, { container: input.container, size, signal })
            : await openDebugShell(cluster(serverId), name, { ...input, signal })
        const place = { on: 'pod' as const, ...name, container, debug: input.on === 'debug' }
        return { id, shell, place, socket: null, release: () => {} }
      }
    }
  }
}
