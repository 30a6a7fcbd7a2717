'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type RefCallback, useRef } from 'react'
import { formatTimeWithSeconds } from '../../lib/shared/format.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { OpenLink } from '../objects/open-link.tsx'
import { Age } from '../ui/age.tsx'
import type { PodView } from './pod-list.ts'
import { PodName } from './pod-name.tsx'
import { PodStatus } from './pod-status.tsx'
import { PodsHead } from './pods-head.tsx'
import { WashedCell } from './washed-cell.tsx'

interface PodsTableProps {
  pods: readonly PodRow[]
  view: PodView
  onView: (view: PodView) => void
  /** What is shown is of the past. */
  stale: boolean
}

/** Pods as a real table of which only the rows on screen are in the page; a reader still hears how many there are. */
export function PodsTable({ pods, view, onView, stale }: PodsTableProps) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: pods.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 31,
    getItemKey: (index) => pods[index]?.uid ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard
    <section className={stale ? 'scroll stale-data' : 'scroll'} ref={scroller} tabIndex={0} aria-label="Pods">
      <table className="tbl rows pods" aria-rowcount={pods.length + 1}>
        <caption className="vh">Pods</caption>
        <PodsHead view={view} onView={onView} />
        <tbody>
          {before > 0 && <Gap height={before} />}
          {items.map((item) => {
            const pod = pods[item.index]
            return (
              pod && <PodLine key={item.key} pod={pod} index={item.index} measure={virtual.measureElement} />
            )
          })}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </section>
  )
}

interface PodLineProps {
  pod: PodRow
  index: number
  measure: RefCallback<Element>
}

/** Drawn again when its pod is another, or has moved. */
const PodLine = memo(function PodLine({ pod, index, measure }: PodLineProps) {
  const { name, namespace, ready, restarts, lastRestartAt, createdAt, node } = pod
  return (
    <tr ref={measure} data-index={index} data-uid={pod.uid} aria-rowindex={index + 2}>
      <WashedCell says={pod.status} className="status">
        <PodStatus pod={pod} />
      </WashedCell>
      <th scope="row" className="name">
        <OpenLink object={{ kind: 'Pod', namespace, name }}>
          <PodName name={name} />
        </OpenLink>
      </th>
      <td className="ns">{namespace}</td>
      <WashedCell says={`${ready.is}/${ready.of}`} className="num ready" />
      <WashedCell says={restarts} className="num restarts">
        <span
          className={restarts === 0 ? 'dim' : undefined}
          title={lastRestartAt === null ? undefined : `Last at ${formatTimeWithSeconds(lastRestartAt, 0)}`}
        >
          {restarts}
        </span>
      </WashedCell>
      <td className="num age">
        <Age at={createdAt} bare />
      </td>
      <WashedCell says={node ?? ''} className="node" />
    </tr>
  )
})

/** Stands for the rows that are not in the page. */
function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus; it only keeps the height
    <tr aria-hidden="true" className="gap">
      <td colSpan={7} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
