import { podRole } from '../pod-role.ts'
import type { Diagnosis, Remedy } from './diagnosis.ts'
import { exitWords } from './exit-words.ts'
import { eventOf, type PodCase, podName } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

/** A pod that is over and should not be, or was ended by the cluster. */
export function ended(given: PodCase): Diagnosis | null {
  const { pod } = given
  if (pod.phase !== 'Failed') return null
  const role = podRole(pod)
  const at = pod.lastEnd?.at ?? eventOf(given, 'Evicted', 'DeadlineExceeded', 'Preempted')?.lastAt ?? null
  const remove: Remedy = {
    does: 'delete',
    object: { ...podName(pod), uid: pod.uid },
    label: 'Delete what is left of it…',
  }
  const shared = { at, evidence: pod.message || null } as const
  switch (pod.reason) {
    case 'Evicted':
      return {
        ...shared,
        situation: 'evicted',
        kind: 'fail',
        what: `Kubernetes ended it to make room: ${whatRanShort(given)}`,
        why: sentences(
          role === 'session' ? 'What this person had not saved is lost.' : harmOf(role),
          'What is left is only its name in the list.',
        ),
        advice: 'Make room first, else it happens again; then delete what is left.',
        evidence: pod.message || (eventOf(given, 'Evicted')?.message ?? null),
        remedies: [
          ...(pod.node === null
            ? []
            : ([
                {
                  does: 'open',
                  object: { kind: 'Node', namespace: null, name: pod.node },
                  label: `Open ${pod.node}`,
                },
              ] as const)),
          remove,
        ],
      }
    case 'DeadlineExceeded':
      return {
        ...shared,
        situation: 'deadline',
        kind: 'warn',
        what: 'It ran longer than it may, and was ended',
        why: sentences('The time it has stands in its description: activeDeadlineSeconds.', harmOf(role)),
        advice: 'Raise that, or delete what is left.',
        remedies: [remove],
      }
    case 'NodeLost':
    case 'Shutdown':
    case 'NodeShutdown':
    case 'Terminated':
      return {
        ...shared,
        situation: 'node-lost',
        kind: 'warn',
        what: 'It ended with its server',
        why: sentences('The server was shut down or lost while it ran.', harmOf(role)),
        advice: 'Delete what is left; what has an owner was made anew already.',
        remedies: [remove],
      }
    default: {
      const end = pod.lastEnd
      return {
        ...shared,
        situation: 'failed',
        kind: 'fail',
        what: role === 'build' ? 'The build failed' : 'It failed',
        why: sentences(
          end ? `In ${end.container}, ${exitWords(end.exitCode)}.` : 'Kubernetes does not start it again.',
          role === 'build'
            ? 'The repository decides what a build does; your server did its part if the log says so.'
            : harmOf(role),
        ),
        advice:
          role === 'build'
            ? 'The last lines of its log say what broke. BinderHub takes the pod away soon.'
            : 'Read its log, then delete what is left.',
        evidence:
          pod.message ||
          (end ? `${end.container}: ${end.reason || 'ended'}, exit code ${end.exitCode}` : null),
        remedies: [{ does: 'open', object: podName(pod), tab: 'logs', label: 'Read its log' }, remove],
      }
    }
  }
}

function whatRanShort({ pod, events }: PodCase): string {
  const said = [pod.message, ...events.map(({ message }) => message)].join(' ')
  if (/memory/.test(said) && !/storage/.test(said)) return 'memory ran short'
  if (/total limit of containers|exceeds the limit|emptyDir/.test(said))
    return 'it wrote more to disk than it may'
  if (/ephemeral-storage|disk|storage/i.test(said)) return 'the disk ran full'
  if (/pids|PID/.test(said)) return 'there were too many processes'
  return 'something ran short'
}
