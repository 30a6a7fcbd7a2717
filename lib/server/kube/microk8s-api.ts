import { AppError } from '../../shared/problem.ts'
import { sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import type { ApiSource } from './api-place.ts'
import { readKubeconfig } from './read-kubeconfig.ts'

const NOT_INSTALLED = 69

/**
 * The API of MicroK8s, with the administrator's certificate that its own `config` prints: `-l` gives the address on
 * loopback, which is the one that a forward leads to and that the API's certificate names.
 */
export function microk8sApi(shell: RemoteShell): ApiSource {
  return {
    async locate(signal) {
      const { code, stdout, stderr } = await shell.exec({
        script: sh`[ -x /snap/bin/microk8s ] || exit ${NOT_INSTALLED}
/snap/bin/microk8s config -l
`,
        as: 'root',
        deadlineMs: 30_000,
        signal,
      })
      if (code === NOT_INSTALLED)
        throw new AppError('no_kubernetes', 'No Kubernetes on this server yet.', {
          hint: 'The install brings it.',
        })
      if (code !== 0)
        throw new AppError('kube_unreachable', 'MicroK8s does not say how its API is reached.', {
          hint: 'While it is being installed or removed, that is as it should be. Otherwise look at: microk8s status',
          said: (stderr.toString() || stdout.toString()).trim(),
        })
      return await readKubeconfig(stdout.toString())
    },
  }
}
