import type { Facts } from '../../lib/shared/facts.ts'
import { formatAge } from '../../lib/shared/format.ts'
import type { InstallRow, StepId } from '../../lib/shared/install.ts'

/** What the checks of an install saw on a server, where they know more than the look at the machine. */
export interface ClusterSeen {
  /** "BinderHub is on it, and its own health checks are well: seen 5 min ago." */
  says: string
  /** "BinderHub, seen 5 min ago" */
  short: string
}

/**
 * Only as far as it was checked, and with its age. Null where the install knows of nothing, or where a later look at
 * the machine found no MicroK8s at work. `now` in milliseconds since the epoch.
 */
export function clusterSeen(
  install: InstallRow | undefined,
  facts: Facts | null,
  now: number,
): ClusterSeen | null {
  if (install === undefined || install.checkedAt === null) return null
  if (facts !== null && facts.lookedAt > install.checkedAt && !hasMicrok8s(facts)) return null
  const done = (id: StepId) => install.steps.some((step) => step.id === id && step.check.state === 'done')
  const seen = `seen ${formatAge(now - install.checkedAt)} ago`
  if (done('install') && done('health'))
    return {
      says: `BinderHub runs on it, and its own health checks are well: ${seen}.`,
      short: `BinderHub, ${seen}`,
    }
  if (done('install'))
    return {
      says: `BinderHub is installed on it; whether it is well was not proven: ${seen}.`,
      short: `BinderHub, ${seen}`,
    }
  if (done('ready')) return { says: `MicroK8s runs on it: ${seen}.`, short: `MicroK8s, ${seen}` }
  if (done('snap-install'))
    return { says: `MicroK8s is installed on it: ${seen}.`, short: `MicroK8s, ${seen}` }
  return null
}

function hasMicrok8s({ kubernetes }: Facts): boolean {
  return kubernetes.some((found) => found.kind === 'microk8s' && found.running)
}
