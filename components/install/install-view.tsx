'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { useSocket } from '../../lib/client/use-socket.ts'
import type { InstallRow, StepId } from '../../lib/shared/install.ts'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Page } from '../frame/page.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import type { InstallDialogName } from './install-dialog.tsx'
import { InstallHead } from './install-head.tsx'
import { stepToShow } from './progress.ts'
import { StepList } from './step-list.tsx'
import { useActs } from './use-acts.ts'
import { useChosenStep } from './use-chosen-step.ts'
import { useLook } from './use-look.ts'
import { useStories } from './use-stories.ts'

// Comes while the steps are asked for.
const StepView = dynamic(() => import('./step-view.tsx').then((module) => module.StepView))
// Rarely needed: fetched when opened, not with the page.
const InstallDialog = dynamic(() => import('./install-dialog.tsx').then((module) => module.InstallDialog))

/** An install with a plan: its steps at the left, one of them at the right. */
export function InstallView({ server, row }: { server: ServerRow; row: InstallRow }) {
  const stories = useStories(server.id, row.revision)
  const acts = useActs(server)
  const look = useLook(server, row.revision)
  const { state: socket } = useSocket()
  const [chosen, choose] = useChosenStep(server.id)
  const [open, setOpen] = useState<InstallDialogName | null>(null)
  const names = useMemo(() => new Map(stories.data?.map((story) => [story.id, story])), [stories.data])

  const shown = chosen ?? stepToShow(row)
  const story = shown === null ? undefined : names.get(shown)
  const step = row.steps.find(({ id }) => id === shown)
  // The step that matters now is followed: the page goes on to the next one by itself.
  const chooseStep = (id: StepId) => choose(id === stepToShow(row) ? null : id)
  const connected = server.link.state === 'online' && socket !== 'lost'
  return (
    <Page title="Install" fill>
      <InstallHead server={server} row={row} names={names} acts={acts} look={look} onOpen={setOpen} />
      <Troubles row={row} connected={connected} problem={acts.problem ?? look.problem} />
      {stories.error && stories.data === undefined && (
        <div className="inset">
          <ProblemNote
            problem={toProblem(stories.error)}
            action={
              <Button small busy={stories.isFetching} onClick={() => void stories.refetch()}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {stories.data === undefined || story === undefined || step === undefined ? (
        <div className="inset">{!stories.error && <SkeletonLines />}</div>
      ) : (
        <div className="inst">
          <StepList
            row={row}
            stories={stories.data}
            shown={story.id}
            connected={connected}
            onChoose={chooseStep}
          />
          <StepView
            row={row}
            step={step}
            story={story}
            connected={connected}
            acts={acts}
            look={look}
            onOpen={setOpen}
          />
        </div>
      )}
      {open !== null && stories.data !== undefined && story !== undefined && (
        <InstallDialog
          open={open}
          serverName={server.name}
          connected={connected}
          row={row}
          stories={stories.data}
          story={story}
          acts={acts}
          onChoose={chooseStep}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  )
}

interface TroublesProps {
  row: InstallRow
  connected: boolean
  problem: Problem | null
}

/** What went wrong with asking or looking, what holds the install up, and how it ended where a person stopped it. */
function Troubles({ row, connected, problem }: TroublesProps) {
  const { going, ended } = row
  const stopped = going === null && ended?.how === 'stopped' && ended.says !== ''
  // While the connection is away, the page's banner says so, and why nothing can be looked at.
  const failure = problem ?? (connected ? row.problem : null)
  const held = connected ? (going?.held ?? null) : null
  if (failure === null && held === null && !stopped) return null
  return (
    <div className="inset stack">
      {failure && <ProblemNote problem={failure} />}
      {held && (
        <Note kind="wait">
          <p>
            {held.message} {held.hint}
          </p>
          {held.said && <p className="machine-said">{held.said}</p>}
        </Note>
      )}
      {stopped && (
        <Note kind="wait">
          <p>{ended.says}</p>
        </Note>
      )}
    </div>
  )
}
