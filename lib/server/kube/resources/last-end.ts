import type { ContainerEnd } from '../../../shared/pod-row.ts'
import type { ContainerStatus, PodObject } from './pod-status.ts'

/** The newest end of any container of a pod, whether it runs again or not; null where none ended. */
export function lastEndOf({ status }: PodObject): ContainerEnd | null {
  const ends = [
    ...(status?.containerStatuses ?? []).flatMap(endsOf),
    // An init container that ended well is no news.
    ...(status?.initContainerStatuses ?? []).flatMap(endsOf).filter(({ exitCode }) => exitCode !== 0),
  ]
  return ends.reduce<ContainerEnd | null>(
    (newest, end) => (newest === null || (end.at ?? 0) > (newest.at ?? 0) ? end : newest),
    null,
  )
}

function endsOf({ name, state, lastState }: ContainerStatus): ContainerEnd[] {
  return [state?.terminated, lastState?.terminated].flatMap((end) =>
    end
      ? {
          container: name,
          reason: end.reason ?? '',
          exitCode: end.exitCode,
          at: Date.parse(end.finishedAt ?? '') || null,
        }
      : [],
  )
}
