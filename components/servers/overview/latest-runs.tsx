'use client'

import type { RunRow } from '../../../lib/shared/run-row.ts'
import { RunBadge } from '../../runs/run-badge.tsx'
import { Age } from '../../ui/age.tsx'
import { Link } from '../../ui/link.tsx'

const SHOWN = 6

/** The last runs of one server; `runs` newest first. */
export function LatestRuns({ serverId, runs }: { serverId: string; runs: readonly RunRow[] }) {
  return (
    <section className="sec" aria-labelledby="latest-runs">
      <header>
        <h2 id="latest-runs">Latest runs</h2>
        {runs.length > 0 && (
          <Link className="end" href={`/s/${serverId}/runs`}>
            {runs.length > SHOWN ? `All ${runs.length} runs` : 'All runs'}
          </Link>
        )}
      </header>
      {runs.length === 0 ? (
        <p className="said border-t border-line pt-3">
          Nothing yet. A run goes on by itself when you close this page; its transcript stays here.
        </p>
      ) : (
        <table className="tbl border-t border-line">
          <caption className="vh">The latest runs on this server</caption>
          <tbody>
            {runs.slice(0, SHOWN).map((run) => (
              <tr key={run.id}>
                <td className="wrapc">
                  <Link href={`/s/${serverId}/runs/${run.id}`}>{run.title}</Link>
                </td>
                <td>
                  <RunBadge run={run} />
                </td>
                <td className="num dim">
                  <LastChange run={run} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Which moment it is, too: the sentence above may tell the age of another one. */
function LastChange({ run: { createdAt, startedAt, endedAt } }: { run: RunRow }) {
  return (
    <>
      {endedAt !== null ? 'ended' : startedAt !== null ? 'started' : 'asked for'}{' '}
      <Age at={endedAt ?? startedAt ?? createdAt} />
    </>
  )
}
