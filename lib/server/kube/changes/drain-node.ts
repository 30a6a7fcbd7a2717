import { fingerprintOf } from '../../../shared/blast-size.ts'
import type { DrainBlast } from '../../../shared/changes-api.ts'
import { counted, listed } from '../../../shared/count-words.ts'
import type { GoingObject } from '../../../shared/deleting-api.ts'
import { objectPath } from '../../../shared/object-ref.ts'
import { podRole } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { asSentence } from '../deleting/as-sentence.ts'
import { podRef } from '../deleting/claim-use.ts'
import { kindWords } from '../deleting/kind-words.ts'
import { isAlive, makerOf } from '../deleting/pod-owner.ts'
import { podsBlast } from '../deleting/pods-blast.ts'
import { cordonPatch } from './cordon-node.ts'
import { patchCall } from './patch-object.ts'
import type { NodeSeen } from './read-nodes.ts'

/** What draining a node does: as `kubectl drain --ignore-daemonsets --delete-emptydir-data --force`, but that no budget is broken. */
export function drainBlast(node: NodeSeen, pods: readonly PodRow[], minutes: number): DrainBlast {
  const { object, others, cordoned } = node
  const here = pods.filter((pod) => pod.node === object.name)
  const staying = here.filter((pod) => whyStays(pod) !== null)
  const going = here.filter((pod) => whyStays(pod) === null)
  const until = `until ${object.name} is uncordoned`
  const lost = podsBlast(going, pods, others === 0 ? { until } : {})
  const bare = going.filter(
    (pod) => isAlive(pod) && makerOf(pod) === null && podRole(pod) === 'session',
  ).length
  const moves = going.filter((pod) => isAlive(pod) && makerOf(pod) !== null).length
  return {
    runs: [
      ...(cordoned ? [] : [patchCall(object, cordonPatch(true))]),
      ...going.slice(0, 100).map((pod) => evictionCall(pod)),
      ...(going.length > 100 ? [`… and ${going.length - 100} more like these, one for each pod`] : []),
    ],
    restarts: lost.restarts,
    breaks: [
      ...(bare > 0 ? [`It ends ${counted(bare, 'session')}: no other node takes a session over.`] : []),
      ...lost.breaks,
      ...(others === 0 && moves > 0
        ? [
            `No other node takes pods: ${counted(moves, 'pod')} of BinderHub and others cannot move and wait ${until}.`,
          ]
        : []),
    ],
    keeps: [
      ...lost.keeps,
      ...(staying.length > 0
        ? [
            `${counted(staying.length, 'pod')} that ${staying.length === 1 ? 'belongs' : 'belong'} to the node`,
          ]
        : []),
      `what disruption budgets protect: it is asked for again for ${counted(minutes, 'minute')}, and then left`,
    ],
    undo:
      others === 0
        ? 'Uncordon it: then what waits is made again. Sessions are not.'
        : 'Uncordon it. What has moved stays where it is.',
    sentence: asSentence(
      lost.brief.length > 0
        ? listed(lost.brief, 4)
        : `${counted(going.length, 'pod')} ${going.length === 1 ? 'leaves' : 'leave'} ${object.name}`,
    ),
    fingerprint: fingerprintOf({ ...lost.size, launches: others === 0 ? 1 : 0 }),
    typed: { word: object.name, why: 'Everything that runs on it ends or moves.' },
    goes: going.map((pod) => item(pod, pods, null)),
    stays: staying.map((pod) => item(pod, pods, whyStays(pod))),
  }
}

/** Pods of a daemon set would be made again at once, and those of the kubelet itself cannot be evicted. */
function whyStays({ owner }: PodRow): string | null {
  if (owner?.kind === 'DaemonSet') return 'of a daemon set'
  return owner?.kind === 'Node' ? "of the node's own files" : null
}

function item(pod: PodRow, pods: readonly PodRow[], note: string | null): GoingObject {
  const object = podRef(pod)
  return { object, what: kindWords({ is: 'pod', object, pod }, pods, undefined).what, note }
}

function evictionCall(pod: PodRow): string {
  const options = JSON.stringify({ deleteOptions: { preconditions: { uid: pod.uid } } })
  return `POST ${objectPath(podRef(pod))}/eviction ${options}`
}
