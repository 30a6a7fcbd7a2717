'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefCallback, useMemo, useRef } from 'react'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { byRepository, type RepositoryGroup } from '../../lib/shared/people/by-repository.ts'
import type { Session } from '../../lib/shared/people/session.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { useOpenObject } from '../objects/use-open-object.ts'
import type { StopAsk } from '../sessions/stop-ask.ts'
import { Button } from '../ui/button.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { SessionLine } from './session-line.tsx'

interface PeopleListProps {
  sessions: readonly Session[]
  hubAnswers: boolean | null
  /** What is shown is of the past. */
  stale: boolean
  /** Why nothing can be stopped now; null while it can. */
  whyNot: string | null
  onStop: (ask: StopAsk) => void
}

const COLUMNS = ['Status', 'Session', 'Ref', 'Age', 'Last active', 'Memory', 'Node'] as const
const NUMBERS: ReadonlySet<string> = new Set(['Age', 'Last active', 'Memory'])

/** Who is on it, by repository: those with most people first. Only the lines on screen are in the page. */
export function PeopleList({ sessions, hubAnswers, stale, whyNot, onStop }: PeopleListProps) {
  const lines = useMemo(
    () => byRepository(sessions).flatMap((group) => [group, ...group.sessions]),
    [sessions],
  )
  const { opened } = useOpenObject()
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 34,
    getItemKey: (index) => keyOf(lines[index]) ?? index,
    overscan: 8,
    // The head of the table lies over the first of it.
    scrollPaddingStart: 32,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)

  return (
    <Scroll className={stale ? 'scroll stale-data' : 'scroll'} ref={scroller} label="People">
      <table className="tbl rows sessions" aria-rowcount={lines.length + 1}>
        <caption className="vh">People by repository</caption>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={NUMBERS.has(column) ? 'num' : undefined}>
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="vh">Stop</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {items.map(({ index, key }) => {
            const line = lines[index]
            if (line === undefined) return null
            if (!('pod' in line))
              return (
                <GroupLine
                  key={key}
                  group={line}
                  index={index}
                  measure={virtual.measureElement}
                  whyNot={whyNot}
                  onStop={onStop}
                />
              )
            return (
              <SessionLine
                key={key}
                session={line}
                hubAnswers={hubAnswers}
                opened={opened}
                index={index}
                measure={virtual.measureElement}
                whyNot={whyNot}
                onStop={onStop}
              />
            )
          })}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </Scroll>
  )
}

interface GroupLineProps extends Pick<PeopleListProps, 'whyNot' | 'onStop'> {
  group: RepositoryGroup
  index: number
  measure: RefCallback<Element>
}

/** The repository above its sessions. */
function GroupLine({ group: { url, name, sessions }, index, measure, whyNot, onStop }: GroupLineProps) {
  const pods = sessions.map(({ pod }) => refOf(pod))
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className="grp">
      <th scope="rowgroup" colSpan={COLUMNS.length + 1}>
        <span className="of">
          <span className="ell" title={url}>
            {name === '' ? 'Repository not known' : name}
          </span>
          <span className="dim">{sessions.length}</span>
          <span className="grow" />
          {url !== '' && (
            <Button
              tone="quiet"
              small
              aria-label={`Stop all of ${name}…`}
              disabledBecause={whyNot}
              onClick={() => onStop({ is: 'repository', url, pods })}
            >
              Stop all…
            </Button>
          )}
        </span>
      </th>
    </tr>
  )
}

function refOf({ namespace, name, uid }: PodRow): ObjectRef {
  return { kind: 'Pod', namespace, name, uid }
}

function keyOf(line: RepositoryGroup | Session | undefined): string | undefined {
  if (line === undefined) return undefined
  return 'pod' in line ? line.pod.uid : `of ${line.url}`
}

/** Stands for the lines that are not in the page. */
function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus; it only keeps the height
    <tr aria-hidden="true" className="gap">
      <td colSpan={COLUMNS.length + 1} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
