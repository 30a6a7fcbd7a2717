'use client'

import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { FeedBadge } from '../tables/feed-badge.tsx'
import { ObjectName } from '../ui/object-name.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { PodStatus } from './pod-status.tsx'
import { latestEvents, waitsFor } from './waits-for.ts'
import { worstFirst } from './worst-first.ts'

interface PodsPanelProps {
  serverId: string
  namespaces: readonly string[]
}

/** The pods of some namespaces, worst first, with what each waits for: pulling an image, a node, a volume. */
export function PodsPanel({ serverId, namespaces }: PodsPanelProps) {
  const pods = useClusterTable(serverId, 'pods')
  const events = useClusterTable(serverId, 'events')
  const wanted = namespaces.join()
  const shown = useMemo(() => {
    const these = wanted.split(',')
    return worstFirst(pods.rows.filter(({ namespace }) => these.includes(namespace)))
  }, [pods.rows, wanted])
  const latest = useMemo(() => latestEvents(events.rows), [events.rows])
  const style = pods.state === 'stale' ? 'podpanel stale-data' : 'podpanel'

  return (
    <Scroll className={style} label="Pods">
      <header>
        <h3>Pods</h3>
        <span className="dim">{counted(shown.map(({ ready }) => ready))}</span>
        <FeedBadge {...pods} />
      </header>
      {pods.problem !== null && <p className="hint">{pods.problem.message}</p>}
      <ul>
        {shown.map((pod) => {
          const waits = waitsFor(pod, latest.get(pod.uid))
          return (
            <li key={pod.uid}>
              <PodStatus pod={pod} />
              <span className="name">
                <ObjectName name={pod.name} />
              </span>
              <span className="num dim">
                {pod.ready.is}/{pod.ready.of}
              </span>
              {waits !== null && <span className="reason">{waits}</span>}
            </li>
          )
        })}
      </ul>
    </Scroll>
  )
}

function counted(ready: readonly { is: number; of: number }[]): string {
  const whole = ready.filter(({ is, of }) => is >= of).length
  return ready.length === 0 ? 'none yet' : `${whole} of ${ready.length} ready`
}
