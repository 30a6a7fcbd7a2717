'use client'

import { useMemo, useState } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { BuildRow } from '../../lib/shared/build-row.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'
import { Age } from '../ui/age.tsx'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Status } from '../ui/status.tsx'
import { buildOutcome, buildTook } from './build-words.ts'

/** Builds that have ended, whose logs are kept: by repository, the newest first. */
export function KeptBuilds({ serverId }: { serverId: string }) {
  const { rows, state } = useTable('builds')
  const [repository, setRepository] = useState('')
  const builds = useMemo(
    () =>
      rows
        .filter((row) => row.serverId === serverId && row.outcome !== 'building')
        .sort((a, b) => b.startedAt - a.startedAt),
    [rows, serverId],
  )
  const repositories = [...new Set(builds.map((row) => row.repository))].sort()
  const shown = builds.filter((row) => repository === '' || row.repository === repository)
  if (builds.length === 0)
    return (
      <div className="page">
        {state === 'live' ? (
          <Empty>
            No build has ended since Bindery follows this server. The logs of the last 200 are kept here, for
            30 days.
          </Empty>
        ) : (
          <SkeletonLines />
        )}
      </div>
    )
  return (
    <Scroll className="scroll" label="Builds that ended">
      {repositories.length > 1 && (
        <div className="toolbar">
          <label className="filter pick">
            <span className="vh">Repository</span>
            <select value={repository} onChange={({ target }) => setRepository(target.value)}>
              <option value="">All repositories, {builds.length}</option>
              {repositories.map((url) => (
                <option key={url} value={url}>
                  {repositoryName(url) || 'Repository not known'}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <table className="tbl rows sessions builds ended">
        <caption className="vh">Builds that ended</caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Repository</th>
            <th scope="col">Last words</th>
            <th scope="col" className="num">
              Took
            </th>
            <th scope="col" className="num">
              Ended
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((build) => (
            <BuildLine key={build.id} build={build} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function BuildLine({ build }: { build: BuildRow }) {
  const { kind, word } = buildOutcome(build)
  return (
    <tr>
      <td className="how">
        <Status kind={kind}>{word}</Status>
      </td>
      <th scope="row" className="who">
        <Link href={`/s/${build.serverId}/launches/ended/${build.id}`}>
          {repositoryName(build.repository) || 'Repository not known'}
          {build.ref && <span className="dim mono"> @{build.ref}</span>}
        </Link>
      </th>
      <td className="pod mono ell" title={build.telling}>
        {build.telling}
      </td>
      <td className="num took">{buildTook(build)}</td>
      <td className="num age">
        <Age at={build.endedAt ?? build.startedAt} />
      </td>
    </tr>
  )
}
