import { formatBytes } from '../../lib/shared/format.ts'
import { Meter } from '../ui/meter.tsx'

interface MemoryUseProps {
  /** Bytes it holds now; null where nobody measures. */
  used: number | null
  /** Bytes it may hold; 0 for no limit. */
  limit: number
}

/** Memory held, against what may be held: where that is full the kernel is ended. */
export function MemoryUse({ used, limit }: MemoryUseProps) {
  if (used === null)
    return <span className="dim">{limit === 0 ? 'no limit' : `up to ${formatBytes(limit)}`}</span>
  if (limit === 0) return <span title="It has no limit">{formatBytes(used)}</span>
  return (
    <span className="use" title={`${formatBytes(used)} of ${formatBytes(limit)}`}>
      <Meter share={used / limit} />
      {formatBytes(used)}
      <span className="vh"> of {formatBytes(limit)}</span>
    </span>
  )
}
