'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { InstallRow } from '../../../lib/shared/install.ts'
import { toProblem } from '../../../lib/shared/problem.ts'
import { Page } from '../../frame/page.tsx'
import { usePerson } from '../../frame/person.tsx'
import { useServer } from '../../frame/servers.tsx'
import { useOutOfReach, useWhyNot } from '../../frame/use-liveness.ts'
import { ForgottenServer } from '../../servers/overview/forgotten-server.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { usePlanLook } from './use-plan-look.ts'

// It needs the look first, and comes while that is made: the page's first load stays small.
const PlanForm = dynamic(() => import('./plan-form.tsx').then((module) => module.PlanForm))
// For those who may only look.
const PlanToRead = dynamic(() => import('./plan-to-read.tsx').then((module) => module.PlanToRead))

interface PlanPageProps {
  serverId: string
  /** The install as it is; undefined before its first plan. */
  initialRow: InstallRow | undefined
}

/** The plan of an install: a form for those who may change it, the saved answers for those who may look. */
export function PlanPage(props: PlanPageProps) {
  const { role } = usePerson()
  if (role === 'administrator') return <PlanQuestions {...props} />
  return <PlanToRead serverId={props.serverId} plan={props.initialRow?.plan ?? null} />
}

/** Every question with an answer found by looking at the server. */
function PlanQuestions({ serverId, initialRow: row }: PlanPageProps) {
  const server = useServer(serverId)
  const outOfReach = useOutOfReach(server)
  const whyNot = useWhyNot(server)
  const [folder, setFolder] = useState(row?.plan?.storage.path ?? null)
  const look = usePlanLook(serverId, folder, outOfReach === null)
  if (server === undefined) return <ForgottenServer />
  return (
    <Page title="Install" fill>
      {look.data ? (
        <PlanForm
          serverId={serverId}
          row={row}
          look={look.data}
          disabledBecause={row?.going ? 'The plan stays as it is while the install goes.' : whyNot}
          onFolder={(path) => {
            if (path.startsWith('/')) setFolder(path)
          }}
        />
      ) : (
        <div className="inset stack">
          <p className="say">
            {outOfReach === null
              ? `Looking at ${server.name}, so that most questions answer themselves.`
              : 'The plan begins with a look at the server.'}
          </p>
          {look.error ? (
            <ProblemNote
              problem={toProblem(look.error)}
              action={
                <Button small busy={look.isFetching} onClick={() => void look.refetch()}>
                  Look again
                </Button>
              }
            />
          ) : (
            <SkeletonLines />
          )}
        </div>
      )}
    </Page>
  )
}
