import type { PodRow } from '../../lib/shared/pod-row.ts'
import { Status } from '../ui/status.tsx'
import { healthOfPod } from './pod-health.ts'

/** kubectl's word with our shape; what the kubelet or the scheduler says about it, on hover. */
export function PodStatus({ pod }: { pod: PodRow }) {
  return (
    <Status kind={healthOfPod(pod)} {...(pod.message === '' ? {} : { title: pod.message })}>
      {pod.status}
    </Status>
  )
}
