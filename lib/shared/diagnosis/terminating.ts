import { podRole } from '../pod-role.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type PodCase, podName } from './facts.ts'
import { harmOf } from './harm.ts'
import { readyOf } from './node-trouble.ts'
import { sentences } from './sentences.ts'

/** What the API may need beside the time that the pod itself was given. Milliseconds. */
const GRACE_MS = 60_000

/** A pod that should be gone: its time to end well was over more than a minute ago. */
export function terminating({ pod, nodes, now }: PodCase): Diagnosis | null {
  // deletionTimestamp already is the end of that time.
  if (pod.deletingAt === null || now - pod.deletingAt < GRACE_MS) return null
  const role = podRole(pod)
  const node = nodes.find(({ name }) => name === pod.node)
  const away = node !== undefined && readyOf(node) !== 'True'
  const gone = nodes.length > 0 && pod.node !== null && node === undefined
  return {
    situation: 'stuck-terminating',
    kind: 'warn',
    what: 'It should be gone, and is not',
    why: sentences(
      away
        ? `The server ${pod.node} does not answer, so nobody can confirm that its containers have ended.`
        : gone
          ? `The server ${pod.node}, where it ran, is not part of the cluster any more.`
          : 'A finalizer holds it (see its YAML), or the kubelet does not get its containers to end.',
      harmOf(role),
    ),
    advice: away
      ? 'If the server comes back, it ends by itself. Deleting by force only takes the name away: containers may run on.'
      : 'Deleting by force takes the name away at once, without waiting for its containers.',
    evidence: null,
    at: pod.deletingAt,
    remedies: [
      { does: 'force-delete', object: { ...podName(pod), uid: pod.uid }, label: 'Delete by force…' },
      ...(pod.node === null || gone
        ? []
        : [
            {
              does: 'open' as const,
              object: { kind: 'Node' as const, namespace: null, name: pod.node },
              label: `Open ${pod.node}`,
            },
          ]),
    ],
  }
}
