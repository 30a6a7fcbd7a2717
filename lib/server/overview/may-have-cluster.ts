import type { InstallRow } from '../../shared/install.ts'
import type { ServerRow } from '../../shared/server-row.ts'

/**
 * Whether there may be a Kubernetes on a server, by the last look at the machine or by the checks of its install: where
 * there is surely none, nothing has to be asked for it again and again.
 */
export function mayHaveCluster(server: ServerRow | undefined, install: InstallRow | undefined): boolean {
  const seen = server?.facts?.kubernetes.some(({ kind }) => kind === 'microk8s') === true
  const installed =
    install?.steps.some(({ id, check }) => id === 'snap-install' && check.state === 'done') === true
  return seen || installed
}
