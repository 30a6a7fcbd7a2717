'use client'

import type { BuildRow } from '../../lib/shared/build-row.ts'
import { LogPane } from './log-pane.tsx'
import type { LogOrigin } from './log-viewer.ts'
import { readKeptBuild } from './read-past.ts'

/** What a build said: as it says it while it goes, and as it was kept after its pod is gone. */
export function BuildLog({ build }: { build: BuildRow }) {
  const { id, serverId, namespace, pod, uid, outcome } = build
  const goes = outcome === 'building'
  const origin: LogOrigin = goes
    ? { kind: 'live', places: [{ namespace, pod, uid, container: 'builder' }] }
    : { kind: 'kept', read: (reader, signal) => readKeptBuild(id, reader, signal) }
  return (
    <LogPane
      serverId={serverId}
      what={`${id} ${goes ? 'live' : 'kept'}`}
      origin={origin}
      label={`Log of build ${pod}`}
      download={`/api/builds/${id}/log`}
    >
      <span className="whose">{goes ? 'builder' : `${build.lines.toLocaleString('en')} lines`}</span>
    </LogPane>
  )
}
