'use client'

import type { ReactNode } from 'react'
import { formatBytes } from '../../lib/shared/format.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { Age } from '../ui/age.tsx'
import type { ObjectTabProps } from './drawer-tabs.ts'

/** What the row itself says of an object. */
export function SummaryTab({ pod }: ObjectTabProps) {
  if (pod === null) return null
  return (
    <div className="tabbody">
      {pod.message !== '' && <p className="reason">{pod.message}</p>}
      <dl className="facts">
        {factsOf(pod).map(([word, fact]) => (
          <div key={word} className="contents">
            <dt>{word}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function factsOf(pod: PodRow): [string, ReactNode][] {
  const { requests, limits } = pod
  return [
    ['Ready', `${pod.ready.is} of ${pod.ready.of}`],
    ['Restarts', pod.restarts],
    ['Created', <Age key="created" at={pod.createdAt} />],
    ['Node', pod.node ?? 'none yet'],
    ['Address', pod.ip ?? 'none yet'],
    ['Made by', pod.owner === null ? 'nobody: nothing makes it anew' : `${pod.owner.kind} ${pod.owner.name}`],
    ['Containers', pod.containers.join(', ')],
    ['Image', pod.image],
    [
      'Memory',
      `${amount(requests.memoryBytes, formatBytes)} kept, ${limit(limits.memoryBytes, formatBytes)}`,
    ],
    ['CPU', `${amount(requests.cpuMilli, cores)} kept, ${limit(limits.cpuMilli, cores)}`],
    ['Claims', pod.claims.join(', ') || 'none'],
  ]
}

function cores(milli: number): string {
  return `${milli / 1000} cores`
}

function amount(value: number, format: (value: number) => string): string {
  return value === 0 ? 'none' : format(value)
}

function limit(value: number, format: (value: number) => string): string {
  return value === 0 ? 'no limit' : `${format(value)} at most`
}
