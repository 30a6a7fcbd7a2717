'use client'

import { useMemo } from 'react'
import { useNow } from '../../../../lib/client/use-now.ts'
import { formatAge, formatBytes } from '../../../../lib/shared/format.ts'
import { byRepository, type RepositoryGroup } from '../../../../lib/shared/people/by-repository.ts'
import { idleMs, type Session } from '../../../../lib/shared/people/session.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { TimeText } from '../../../ui/time-text.tsx'
import { IDLE_MS } from '../seats.ts'
import type { ClusterNow } from '../use-cluster-now.ts'
import { PartLoading } from './part-loading.tsx'

const SHOWN = 8

/** Who uses the server, by repository, most people first. */
export function WhoIsOnIt({ serverId, cluster }: { serverId: string; cluster: ClusterNow }) {
  const { pods, sessions } = cluster
  const groups = useMemo(() => byRepository(sessions ?? []), [sessions])
  return (
    <section className="sec" aria-labelledby="who">
      <header>
        <h2 id="who">Who is on it</h2>
        <p>by repository</p>
        <Link className="end" href={`/s/${serverId}/workloads`}>
          {pods.state === 'syncing' ? 'All pods' : `All ${pods.rows.length} pods`}
        </Link>
      </header>
      {sessions === null ? (
        <PartLoading problem={pods.problem} />
      ) : groups.length === 0 ? (
        <Empty>Nobody. Whoever launches a repository appears here within a second.</Empty>
      ) : (
        <Groups serverId={serverId} groups={groups} />
      )}
    </section>
  )
}

function Groups({ serverId, groups }: { serverId: string; groups: readonly RepositoryGroup[] }) {
  const now = useNow()
  return (
    <>
      <table className="tbl">
        <caption className="vh">People by repository</caption>
        <thead>
          <tr>
            <th>Repository</th>
            <th className="num">People</th>
            <th className="num">Idle</th>
            <th className="num">Oldest</th>
            <th className="num" title="What Kubernetes keeps free for them, together">
              Promised
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, SHOWN).map(({ url, name, sessions }) => (
            <tr key={url}>
              <td className="wrapc">
                <Link href={`/s/${serverId}/workloads?${new URLSearchParams({ q: name || 'jupyter-' })}`}>
                  {name || 'not known'}
                </Link>{' '}
                <span className="dim mono">{refOf(sessions)}</span>
              </td>
              <td className="num">{sessions.length}</td>
              <td className="num">
                <TimeText>{idleText(sessions, now)}</TimeText>
              </td>
              <td className="num">
                <TimeText>{formatAge(now - Math.min(...sessions.map(({ pod }) => pod.createdAt)))}</TimeText>
              </td>
              <td className="num">
                {formatBytes(sessions.reduce((sum, { pod }) => sum + pod.requests.memoryBytes, 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {groups.length > SHOWN && (
        <p className="hint mt-2">
          {groups.length - SHOWN} more {groups.length - SHOWN === 1 ? 'repository' : 'repositories'}
        </p>
      )}
    </>
  )
}

/** The branch or tag that all of them came by, and nothing where there are several. */
function refOf(sessions: readonly Session[]): string {
  const refs = new Set(sessions.map(({ pod }) => pod.repository?.ref ?? ''))
  const [ref = ''] = refs
  return refs.size === 1 && ref !== '' ? `@${ref}` : ''
}

/** A dash where the hub does not say of anybody how long they have been away. */
function idleText(sessions: readonly Session[], now: number): string {
  const known = sessions.map((session) => idleMs(session, now)).filter((idle) => idle !== null)
  return known.length === 0 ? '–' : String(known.filter((idle) => idle >= IDLE_MS).length)
}
