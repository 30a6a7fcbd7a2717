'use client'

import { Fragment, type MouseEvent, useEffect, useRef } from 'react'
import { useNow } from '../../lib/client/use-now.ts'
import type { InstallRow, StepGroup, StepId, StepRow, StepStory } from '../../lib/shared/install.ts'
import { usePerson } from '../frame/person.tsx'
import { Shape, statusClass } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { isSettled, type Turn, turnOf } from './progress.ts'
import { stepPath } from './step-path.ts'
import { stepAside, stepWord } from './step-word.ts'

interface StepListProps {
  row: InstallRow
  stories: readonly StepStory[]
  shown: StepId
  connected: boolean
  onChoose: (step: StepId) => void
}

/** Every step on the thread: stitched where nothing is left to do, dotted where it is open. */
export function StepList({ row, stories, shown, connected, onChoose }: StepListProps) {
  const byId = new Map(row.steps.map((step) => [step.id, step]))
  return (
    <nav className="steps" aria-label="Install steps">
      {groupsOf(stories).map(({ group, start, members }) => (
        <Fragment key={group}>
          <h2 className={headClass(start, members[0] && byId.get(members[0].id))}>{group}</h2>
          <ol className="sewn" start={start}>
            {members.map((story) => {
              const step = byId.get(story.id)
              return (
                step && (
                  <Item
                    key={story.id}
                    step={step}
                    turn={turnOf(row, story.id, connected)}
                    title={story.title}
                    href={stepPath(row.serverId, story.id)}
                    shown={shown === story.id}
                    onChoose={onChoose}
                  />
                )
              )
            })}
          </ol>
        </Fragment>
      ))}
    </nav>
  )
}

interface ItemProps {
  step: StepRow
  turn: Turn
  title: string
  href: string
  shown: boolean
  onChoose: (step: StepId) => void
}

function Item({ step, turn, title, href, shown, onChoose }: ItemProps) {
  const now = useNow()
  const reader = { me: usePerson().name, turn }
  const { kind, word } = stepWord(step, reader)
  const open = kind === 'todo'
  const item = useRef<HTMLLIElement>(null)

  useEffect(() => {
    if (shown) item.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])

  function choose(event: MouseEvent) {
    // A click that opens another tab is the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onChoose(step.id)
  }

  return (
    <li
      ref={item}
      className={`${statusClass(kind)} ${shown ? 'now' : ''} ${isSettled(step) ? '' : 'after'}`}
      aria-current={shown ? 'step' : undefined}
    >
      <span className="knot">
        <Shape kind={kind} />
      </span>
      <a href={href} onClick={choose}>
        <span className="t">
          {title}
          <span className="vh">, {word}</span>
        </span>
        <TimeText className="d">{stepAside(step, reader, now)}</TimeText>
        {!open && step.check.evidence !== '' && (
          <span className="e" title={step.check.evidence}>
            {step.check.evidence}
          </span>
        )}
      </a>
    </li>
  )
}

function groupsOf(
  stories: readonly StepStory[],
): { group: StepGroup; start: number; members: StepStory[] }[] {
  const groups: { group: StepGroup; start: number; members: StepStory[] }[] = []
  for (const [index, story] of stories.entries()) {
    const last = groups.at(-1)
    if (last?.group === story.group) last.members.push(story)
    else groups.push({ group: story.group, start: index + 1, members: [story] })
  }
  return groups
}

/** The thread runs on past a group's heading, as it is there. */
function headClass(start: number, first: StepRow | undefined): string {
  if (start === 1) return ''
  return first === undefined || isSettled(first) ? 'j' : 'j open'
}
