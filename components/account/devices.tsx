'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../lib/client/request.ts'
import type { SessionRow } from '../../lib/shared/account-api.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'
import { EverywhereDialog } from './everywhere-dialog.tsx'

/** Every device that is signed in as this person, this one first, and the ways to end a session. */
export function Devices() {
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) =>
      (await get<{ sessions: SessionRow[] }>('/api/account/sessions', signal)).sessions,
  })
  const [everywhere, setEverywhere] = useState(false)
  const rows = [...(sessions.data ?? [])].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.seenAt - a.seenAt,
  )
  const others = rows.filter((row) => !row.current).length

  return (
    <section className="sec">
      <header>
        <h2>Devices</h2>
        <p>signed in as you; ending a session stops no work on servers</p>
      </header>
      {sessions.error && (
        <ProblemNote
          problem={toProblem(sessions.error)}
          action={
            <Button small busy={sessions.isFetching} onClick={() => void sessions.refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {sessions.isPending && <SkeletonLines lines={3} />}
      {sessions.data && (
        <>
          <ul className="set">
            {rows.map((row) => (
              <Device key={row.id} row={row} />
            ))}
          </ul>
          <div className="row wrap mt-3">
            <EndOthers count={others} />
            <Button small tone="danger" onClick={() => setEverywhere(true)}>
              Sign out everywhere…
            </Button>
          </div>
        </>
      )}
      {everywhere && <EverywhereDialog devices={rows.length} onClose={() => setEverywhere(false)} />}
    </section>
  )
}

function Device({ row }: { row: SessionRow }) {
  const end = useEndSessions()
  return (
    <li>
      <div>
        <b>{row.device}</b>
        <p>
          signed in <Age at={row.signedInAt} />
          {!row.current && (
            <>
              , last seen <Age at={row.seenAt} />
            </>
          )}
        </p>
        {end.problem && <ProblemNote problem={end.problem} />}
      </div>
      <code>{row.address}</code>
      <div className="acts">
        {row.current ? (
          <span className="dim">This device</span>
        ) : (
          <Button small busy={end.busy} onClick={() => end.endSessions(row.id)}>
            Sign out<span className="vh"> {row.device}</span>
          </Button>
        )}
      </div>
    </li>
  )
}

function EndOthers({ count }: { count: number }) {
  const end = useEndSessions()
  return (
    <>
      <Button
        small
        busy={end.busy}
        disabledBecause={count === 0 ? 'No other device is signed in.' : null}
        onClick={() => end.endSessions('others')}
      >
        {count > 0
          ? `Sign out ${count} other ${count === 1 ? 'device' : 'devices'}`
          : 'Sign out other devices'}
      </Button>
      {end.problem && <ProblemNote problem={end.problem} />}
    </>
  )
}

function useEndSessions() {
  const { busy, problem, run } = useRequest()
  const queries = useQueryClient()
  return {
    busy,
    problem,
    endSessions: (which: string) =>
      void run(
        () => post('/api/account/sessions/end', { which }),
        () => void queries.invalidateQueries({ queryKey: ['sessions'] }),
      ),
  }
}
