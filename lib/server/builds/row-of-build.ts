import type { BuildRow } from '../../shared/build-row.ts'
import { visible } from '../../shared/visible.ts'
import { withoutSecrets } from '../kube/logs/hide-secrets.ts'
import { repositoryOf } from '../kube/resources/repository.ts'
import { newId } from '../store/ids.ts'
import type { BuildPod } from './watch-builds.ts'

/** Characters that are kept of an address, a ref or an image: whoever may create pods writes them. */
const TEXT_MAX = 500

/** The row of a build that begins, by its pod. An address may have a token in it, and keeps all but that. */
export function rowOfBuild(serverId: string, pod: BuildPod, now: number): BuildRow {
  const { metadata, spec } = pod
  const repository = repositoryOf(pod)
  const args = spec?.containers?.[0]?.args ?? []
  const at = args.indexOf('--image')
  return {
    id: newId(),
    serverId,
    namespace: metadata.namespace ?? '',
    pod: metadata.name,
    uid: metadata.uid,
    repository: kept(repository?.url),
    ref: kept(repository?.ref),
    image: kept(at < 0 ? '' : args[at + 1]),
    startedAt: Date.parse(metadata.creationTimestamp ?? '') || now,
    endedAt: null,
    outcome: 'building',
    telling: '',
    lines: 0,
    bytes: 0,
  }
}

function kept(text = ''): string {
  return visible(withoutSecrets(text.slice(0, 4 * TEXT_MAX))).slice(0, TEXT_MAX)
}
