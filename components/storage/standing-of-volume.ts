import type { VolumeRow } from '../../lib/shared/volume-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** How a volume is. */
export function standingOfVolume({ phase, reason, claim }: VolumeRow): Standing {
  switch (phase) {
    case 'Bound':
      return standing('ok', 'Bound', claim === null ? '' : `to ${claim.namespace}/${claim.name}`)
    case 'Available':
      return standing('skip', 'Free', phase)
    case 'Released':
      return standing('warn', 'Claim is gone', 'Released: its data is kept, and nobody has it')
    case 'Failed':
      return standing('fail', 'Failed', reason)
    default:
      return standing(phase === 'Pending' ? 'work' : 'unk', phase, reason)
  }
}
