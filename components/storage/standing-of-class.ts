import type { StorageClassRow } from '../../lib/shared/storage-class-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** Which class claims get that name none. */
export function standingOfClass({ isDefault }: StorageClassRow): Standing {
  return isDefault ? standing('ok', 'Default', 'For claims that name no class') : standing('skip', 'By name')
}
