'use client'

import type { PodRow } from '../../lib/shared/pod-row.ts'
import { useSessionOf } from '../sessions/hub-knows.tsx'
import { SessionStatusCell } from '../sessions/session-status-cell.tsx'
import { Status } from '../ui/status.tsx'
import { healthOfPod } from './pod-health.ts'

/**
 * kubectl's word with our shape; what the kubelet or the scheduler says about it, on hover. Of somebody's session it says
 * what matters of that, where the hub is asked.
 */
export function PodStatus({ pod }: { pod: PodRow }) {
  const of = useSessionOf(pod)
  if (of !== null) return <SessionStatusCell {...of} />
  return (
    <Status kind={healthOfPod(pod)} {...(pod.message === '' ? {} : { title: pod.message })}>
      {pod.status}
    </Status>
  )
}
