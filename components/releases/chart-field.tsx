'use client'

import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { ChartPicker } from './chart-picker.tsx'
import { shortChart } from './revision-words.ts'
import { useCharts } from './use-charts.ts'

interface ChartFieldProps {
  serverId: string
  /** The version that runs; null where none does. */
  running: string | null
  value: string | null
  onChoose(version: string): void
}

/** Which version of the chart an upgrade takes: the one that runs, unless somebody wants another. */
export function ChartField({ serverId, running, value, onChoose }: ChartFieldProps) {
  const [open, setOpen] = useState(false)
  const { charts, reading, readNow } = useCharts(serverId)
  if (open && charts !== null)
    return (
      <ChartPicker charts={charts} value={value} reading={reading} onChoose={onChoose} onReadNow={readNow} />
    )
  return (
    <p className="row wrap">
      <span>
        {value === null ? 'The chart of the plan.' : `Chart ${shortChart(value)}`}
        {value !== null && value === running && ', which runs now.'}
      </span>
      <Button
        small
        disabledBecause={charts === null ? 'The versions are being read.' : null}
        onClick={() => setOpen(true)}
      >
        Choose another version…
      </Button>
    </p>
  )
}
