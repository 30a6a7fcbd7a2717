'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { buildStatus } from '../../lib/shared/people/builds.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'
import { OpenLink } from '../objects/open-link.tsx'
import { Age } from '../ui/age.tsx'
import { ObjectName } from '../ui/object-name.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'

/** Builds that are under way: which repository, since when, on which node. */
export function BuildsList({ builds, stale }: { builds: readonly PodRow[]; stale: boolean }) {
  return (
    <Scroll className={stale ? 'scroll stale-data' : 'scroll'} label="Builds under way">
      <table className="tbl rows sessions builds">
        <caption className="vh">Builds under way</caption>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Repository</th>
            <th scope="col">Pod</th>
            <th scope="col" className="num">
              Age
            </th>
            <th scope="col">Node</th>
          </tr>
        </thead>
        <tbody>
          {builds.map((pod) => (
            <BuildLine key={pod.uid} pod={pod} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function BuildLine({ pod }: { pod: PodRow }) {
  const { kind, word } = buildStatus(pod, useNow())
  return (
    <tr data-uid={pod.uid}>
      <td className="how">
        <Status kind={kind} title={pod.message === '' ? pod.status : `${pod.status}: ${pod.message}`}>
          <TimeText>{word}</TimeText>
        </Status>
      </td>
      <th scope="row" className="who">
        <OpenLink object={{ kind: 'Pod', namespace: pod.namespace, name: pod.name }}>
          {pod.repository === null ? 'Repository not known' : repositoryName(pod.repository.url)}
          {pod.repository?.ref && <span className="dim mono"> @{pod.repository.ref}</span>}
        </OpenLink>
      </th>
      <td className="pod">
        <ObjectName name={pod.name} />
      </td>
      <td className="num age">
        <Age at={pod.createdAt} bare />
      </td>
      <td className="node">{pod.node}</td>
    </tr>
  )
}
