'use client'

import { kindName } from '../../lib/shared/kind-name.ts'
import { StandingStatus } from '../tables/standing-column.tsx'
import { Status } from '../ui/status.tsx'
import { RepositoryName } from '../workloads/repository-name.tsx'
import type { OpenObject } from './open-object.ts'
import type { DrawnObject } from './use-drawn-object.ts'

/** Which object it is, and how it is. */
export function ObjectHead({ opened, drawn }: { opened: OpenObject; drawn: DrawnObject }) {
  const pod = 'pod' in drawn ? drawn.pod : null
  return (
    <div className="title">
      {pod?.repository ? (
        <>
          <h2 className="h2 ell">
            <RepositoryName repository={pod.repository} />
          </h2>
          <p className="mono dim ell">{opened.name}</p>
        </>
      ) : (
        <h2 className="h2 mono ell" title={opened.name}>
          {opened.name}
        </h2>
      )}
      <p className="row wrap of">
        <HowItIs drawn={drawn} />
        <span className="dim">
          {kindName(opened.kind)}
          {opened.namespace !== null && ` in ${opened.namespace}`}
        </span>
      </p>
    </div>
  )
}

function HowItIs({ drawn }: { drawn: DrawnObject }) {
  switch (drawn.state) {
    case 'looking':
      return <Status kind="work">Looking for it</Status>
    case 'absent':
      return <Status kind="unk">There is none of this name</Status>
    case 'gone':
      return <Status kind="skip">Gone: it was deleted</Status>
    case 'here':
      return drawn.standing && <StandingStatus standing={drawn.standing} />
  }
}
