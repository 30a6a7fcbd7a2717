import { formatBytes } from '../format.ts'
import { type PodRole, podRole } from '../pod-role.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type PodCase, podName } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

/** A container that runs again after so long is no news any more. Milliseconds. */
const NEWS_MS = 24 * 3_600_000

/** A container that reached its memory limit and was killed for it. */
export function outOfMemory({ pod, now }: PodCase): Diagnosis | null {
  const { lastEnd, restarts, limits, phase } = pod
  if (lastEnd?.reason !== 'OOMKilled') return null
  const role = podRole(pod)
  const loops = pod.status.endsWith('CrashLoopBackOff') || pod.status.endsWith('OOMKilled')
  const runs = phase === 'Running' && !loops
  if (runs && lastEnd.at !== null && now - lastEnd.at > NEWS_MS) return null
  const limit = limits.memoryBytes > 0 ? ` of ${formatBytes(limits.memoryBytes)}` : ''
  return {
    situation: 'out-of-memory',
    kind: runs ? 'warn' : 'fail',
    what: restarts <= 1 ? 'Out of memory once' : `Out of memory, ${restarts} restarts`,
    why: sentences(
      `Its container ${lastEnd.container} reached its limit${limit} and was killed.`,
      runs ? again(role) : harmOf(role),
    ),
    advice: adviceFor(role),
    evidence: `${lastEnd.container}: OOMKilled, exit code ${lastEnd.exitCode}`,
    at: lastEnd.at,
    remedies: [
      ...(role === 'session' || role === 'builder'
        ? [{ does: 'page', page: 'config', label: 'Open the configuration' } as const]
        : []),
      { does: 'open', object: podName(pod), tab: 'logs', label: 'Read its logs' },
    ],
  }
}

function again(role: PodRole): string {
  return role === 'session'
    ? 'The notebook server started again; what was not saved is lost.'
    : 'It started again by itself.'
}

function adviceFor(role: PodRole): string {
  switch (role) {
    case 'session':
      return 'Raise jupyterhub.singleuser.memory.limit, or tell the person: sessions that run keep the old limit.'
    case 'builder':
    case 'build':
      return 'Raise dind.resources in binder.yaml: a build needs as much as its largest package.'
    default:
      return 'Raise the memory limit of what made this pod.'
  }
}
