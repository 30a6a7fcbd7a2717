'use client'

import { useId, useState } from 'react'
import { type ChartChoice, type ChartsSeen, chartChoices } from '../../lib/shared/chart-choice.ts'
import { formatDay } from '../../lib/shared/format.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { shortChart } from './revision-words.ts'

/** More fit on no screen; the filter finds the rest. */
const SHOWN = 40

interface ChartPickerProps {
  charts: ChartsSeen
  /** The chosen version. */
  value: string | null
  reading: boolean
  onChoose(version: string): void
  onReadNow(): void
}

/** The versions of the chart: what runs, what is newest, which this cluster cannot run and why, and how old the list is. */
export function ChartPicker({ charts, value, reading, onChoose, onReadNow }: ChartPickerProps) {
  const id = useId()
  const [filter, setFilter] = useState('')
  const word = filter.trim().toLowerCase()
  const matching = chartChoices(charts).filter(({ version, jupyterhub }) =>
    `${version} ${jupyterhub ?? ''}`.toLowerCase().includes(word),
  )
  return (
    <fieldset className="charts">
      <legend className="lbl">Chart</legend>
      <div className="row wrap">
        <label className="vh" htmlFor={id}>
          Find a version
        </label>
        <input
          id={id}
          className="inp"
          type="search"
          placeholder="Find a version"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="dim">
          {charts.readAt === null ? (
            'The list of versions could not be read.'
          ) : (
            <>
              Read <Age at={charts.readAt} />
            </>
          )}
        </span>
        <Button small busy={reading} onClick={onReadNow}>
          Read it now
        </Button>
      </div>
      <ul>
        {matching.slice(0, SHOWN).map((choice) => (
          <li key={choice.version} className="one-chart">
            <OneChart choice={choice} name={id} chosen={choice.version === value} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {matching.length === 0 && <p className="dim">No version is called so.</p>}
      {matching.length > SHOWN && (
        <p className="dim">
          Showing {SHOWN} of {matching.length}.
        </p>
      )}
    </fieldset>
  )
}

interface OneChartProps {
  choice: ChartChoice
  name: string
  chosen: boolean
  onChoose(version: string): void
}

function OneChart({ choice, name, chosen, onChoose }: OneChartProps) {
  const { version, created, jupyterhub, runs, newest, whyNot, commits } = choice
  return (
    <>
      <label className={whyNot === null ? 'opt' : 'opt dim'} title={version}>
        <input
          type="radio"
          name={name}
          checked={chosen}
          disabled={whyNot !== null}
          onChange={() => onChoose(version)}
        />
        <span>
          <span className="mono">{shortChart(version)}</span>
          {runs && <b> runs now</b>}
          {newest && <b> newest</b>}
          <span className="dim">
            {' '}
            {created !== null && <TimeText>{formatDay(created)}</TimeText>}
            {jupyterhub !== null && `, JupyterHub ${jupyterhub}`}
          </span>
          {whyNot !== null && <span className="why-not">{whyNot}</span>}
        </span>
      </label>
      {commits !== null && (
        <a href={commits} target="_blank" rel="noreferrer">
          Commits
        </a>
      )}
    </>
  )
}
