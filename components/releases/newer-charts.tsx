'use client'

import { chartChoices } from '../../lib/shared/chart-choice.ts'
import { counted } from '../../lib/shared/count-words.ts'
import { Age } from '../ui/age.tsx'
import { Link } from '../ui/link.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { shortChart } from './revision-words.ts'
import { useCharts } from './use-charts.ts'

const SHOWN = 3

/** Charts that are newer than what runs, each with the way to its rehearsal. */
export function NewerCharts({ serverId }: { serverId: string }) {
  const { charts } = useCharts(serverId)
  if (charts === null) return null
  const choices = chartChoices(charts)
  const at = choices.findIndex(({ runs }) => runs)
  const newer = choices.slice(0, Math.max(0, at))
  const rehearsal = `/s/${serverId}/releases/rehearsal`
  return (
    <section className="sec" aria-label="Newer charts">
      <h2>Newer charts</h2>
      {newer.length === 0 ? (
        <p>
          {charts.readAt === null
            ? 'The list of versions could not be read.'
            : at < 0
              ? 'What runs is in no list of the chart’s repository.'
              : 'None: what runs is the newest.'}
        </p>
      ) : (
        <ul className="stack">
          {newer.slice(0, SHOWN).map(({ version, jupyterhub, newest, whyNot }) => (
            <li key={version} className={whyNot === null ? '' : 'dim'}>
              {whyNot === null ? (
                <Link className="mono" href={`${rehearsal}?chart=${encodeURIComponent(version)}`}>
                  {shortChart(version)}
                </Link>
              ) : (
                <span className="mono">{shortChart(version)}</span>
              )}
              {newest && <b> newest</b>}
              {jupyterhub !== null && ` JupyterHub ${jupyterhub}.`} {whyNot}
            </li>
          ))}
        </ul>
      )}
      <p className="row wrap">
        <LinkButton href={rehearsal}>Rehearse an upgrade…</LinkButton>
        <span className="dim">
          {newer.length > SHOWN && `${counted(newer.length, 'version is', 'versions are')} newer. `}
          {charts.readAt !== null && (
            <>
              The list was read <Age at={charts.readAt} />.
            </>
          )}
        </span>
      </p>
    </section>
  )
}
