'use client'

import { useRow } from '../../lib/client/use-table.ts'
import type { BuildRow } from '../../lib/shared/build-row.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'
import { Page } from '../frame/page.tsx'
import { Status } from '../ui/status.tsx'
import { BuildLog } from './build-log.tsx'
import { buildOutcome, buildTook } from './build-words.ts'

/** One build: how it ended, by which line, and all that was kept of what it said. */
export function BuildPage({ initial }: { initial: BuildRow }) {
  const build = useRow('builds', initial.id, initial) ?? initial
  const { kind, word } = buildOutcome(build)
  const took = buildTook(build)
  return (
    <Page title={`Build of ${repositoryName(build.repository) || build.pod}`} fill>
      <div className="loghead">
        <p className="row wrap">
          <Status kind={kind}>{word}</Status>
          {build.ref && <span className="mono">@{build.ref}</span>}
          {took && <span className="dim">in {took}</span>}
          {build.image && <span className="mono dim ell">{build.image}</span>}
        </p>
        {build.outcome === 'failed' && build.telling && <p className="mono">{build.telling}</p>}
      </div>
      <BuildLog build={build} />
    </Page>
  )
}
