import type { PodRow } from '../../../shared/pod-row.ts'
import { withoutSecrets } from '../logs/hide-secrets.ts'
import type { PodObject } from './pod-status.ts'
import type { KubeObject } from './resource.ts'

/**
 * Which repository a pod is about: a person's session has it in the variables of its container, a build in an
 * annotation (domain notes 2.1). Never from the pod's name, which is cut and escaped. BINDER_CLIENT_IP stands beside
 * them: personal data, which is not read. A password that somebody put into the address is not told on.
 */
export function repositoryOf({ metadata, spec }: KubeObject & PodObject): PodRow['repository'] {
  const built = metadata.annotations?.['binder-repo']
  if (built) return { url: withoutSecrets(built), ref: refOfImage(spec?.containers?.[0]) }
  for (const { env = [] } of spec?.containers ?? []) {
    const value = (name: string): string => env.find((one) => one.name === name)?.value ?? ''
    const url = value('BINDER_REPO_URL')
    if (url) return { url: withoutSecrets(url), ref: refOf(value('BINDER_REF_URL'), value('BINDER_REQUEST')) }
  }
  return null
}

/** The piece of the request behind repository and owner: `v2/gh/org/repo/main` asked for main. */
function refOf(refUrl: string, request: string): string {
  const asked = /^v2\/[^/]+\/[^/]+\/[^/]+\/(.+)$/.exec(request)?.[1]
  return asked ?? refUrl.split('/').at(-1) ?? ''
}

/** repo2docker is told the ref as an argument; where it cannot be read there is none. */
function refOfImage(container: { args?: readonly string[] } | undefined): string {
  const args = container?.args ?? []
  const at = args.indexOf('--ref')
  return at < 0 ? '' : (args[at + 1] ?? '')
}
