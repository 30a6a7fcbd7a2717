'use client'

import { useNow } from '../../../../lib/client/use-now.ts'
import type { DiskUse } from '../../../../lib/shared/disk-row.ts'
import { formatBytes, formatDay } from '../../../../lib/shared/format.ts'
import { useMounted } from '../../../ui/time-text.tsx'
import { diskChart, WIDTH } from '../disk-chart.ts'
import { forecastSentence } from '../disk-words.ts'

/** What was used, and where that leads. Nothing while there are not two measurings to draw a line through. */
export function DiskPicture({ disk }: { disk: DiskUse }) {
  const now = useNow()
  const mounted = useMounted()
  const chart = diskChart(disk)
  // Days are the reader's own.
  if (chart === null || !mounted) return null
  const { line, area, now: here, full, gcY, fullY, floorY, from } = chart
  return (
    <svg
      className="disk-chart"
      viewBox={`0 0 ${WIDTH} 142`}
      role="img"
      aria-label={forecastSentence(disk, now)}
    >
      <path className="edge" d={`M0 ${fullY}H${WIDTH}`} />
      <path className="gc" d={`M0 ${gcY}H${WIDTH}`} />
      <path className="floor" d={`M0 ${floorY}H${WIDTH}`} />
      <path className="area" d={area} />
      <path className="used" d={line} />
      {full !== null && (
        <>
          <path className="ahead" d={`M${here.x} ${here.y}L${full.x} ${full.y}`} />
          <circle className="full" cx={full.x} cy={full.y} r="3.5" />
        </>
      )}
      <circle className="here" cx={here.x} cy={here.y} r="4" />
      <g className="words">
        <text x="0" y="9">
          {formatBytes(disk.total)}
        </text>
        <text x="0" y={gcY + 14}>
          85 %, the kubelet starts deleting images
        </text>
        <text x="0" y="139">
          {formatDay(from)}
        </text>
        <text x={here.x} y="139" textAnchor={full === null ? 'end' : 'middle'}>
          now
        </text>
        {full !== null && disk.forecast.is === 'fills' && (
          <text className="when" x={full.x} y="139" textAnchor={full.x > WIDTH - 60 ? 'end' : 'middle'}>
            {formatDay(disk.forecast.fullAt)}
          </text>
        )}
      </g>
    </svg>
  )
}
