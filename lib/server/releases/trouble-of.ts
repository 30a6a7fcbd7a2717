import type { ReleaseTrouble } from '../../shared/releases-api.ts'
import type { KeptRelease } from './unpack-release.ts'

/** What the newest revision was left in; null where it is well. `history`: newest first. */
export function troubleOf(
  history: readonly Pick<KeptRelease, 'revision' | 'status' | 'said'>[],
): ReleaseTrouble | null {
  const [newest, ...earlier] = history
  if (newest === undefined || newest.status === 'deployed') return null
  const { revision, status, said } = newest
  const unfinished = status.startsWith('pending-') || status === 'uninstalling'
  if (!unfinished && status !== 'failed') return null
  const good =
    earlier.find((one) => one.status === 'deployed') ?? earlier.find((one) => one.status === 'superseded')
  return {
    is: unfinished ? 'unfinished' : 'failed',
    revision,
    status,
    said,
    goesBackTo: good?.revision ?? null,
  }
}
