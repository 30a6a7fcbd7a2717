import { fingerprintOf } from '../../../shared/blast-size.ts'
import type { ScaleBlast } from '../../../shared/changes-api.ts'
import { counted, listed } from '../../../shared/count-words.ts'
import { formatBytes } from '../../../shared/format.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { AppError } from '../../../shared/problem.ts'
import { asSentence } from '../deleting/as-sentence.ts'
import { type PodsBlast, podsBlast } from '../deleting/pods-blast.ts'
import { type MergePatch, patchCall } from './patch-object.ts'
import type { Workload } from './read-workload.ts'
import { systemGuard } from './system-guard.ts'

export function scalePatch(replicas: number): MergePatch {
  return { spec: { replicas } }
}

/** Parts that keep what they know in one place alone: a second one would contradict the first. */
const ONLY_ONE: Readonly<Record<string, string>> = {
  hub: 'Two hubs on one database damage it.',
  proxy:
    'Each proxy knows only the sessions that it was told of: with two, every other click would find nothing.',
}

/**
 * What scaling a workload to so many pods does. Throws `conflict` for a number that is there already, and for more than
 * one of what must be alone.
 */
export function scaleBlast(workload: Workload, replicas: number, pods: readonly PodRow[]): ScaleBlast {
  const { object, role, release } = workload
  const from = workload.replicas
  if (from === replicas)
    throw new AppError('conflict', `${object.name} has ${counted(from, 'pod')} already.`, {
      field: 'replicas',
    })
  const alone = replicas > 1 ? ONLY_ONE[role] : undefined
  if (alone !== undefined)
    throw new AppError('conflict', `There can be only one ${role}. ${alone}`, {
      field: 'replicas',
      hint: '0 stops it, 1 starts it.',
    })
  const lost =
    replicas === 0 ? podsBlast(workload.pods, pods, { until: 'until it is scaled up again' }) : null
  return {
    runs: [patchCall(object, scalePatch(replicas))],
    restarts: [],
    breaks: replicas < from ? breaksOf(workload, replicas, lost) : [],
    keeps: [
      ...(lost?.keeps ?? []),
      ...(release === null
        ? []
        : [`its number in the values of ${release}: the next upgrade sets that again`]),
    ],
    undo: `Scale it to ${from} again.`,
    sentence: sentenceOf(workload, replicas, lost),
    fingerprint: fingerprintOf(lost?.size ?? {}),
    typed: systemGuard(object),
    replicas: from,
  }
}

function breaksOf({ object, replicas: from }: Workload, to: number, lost: PodsBlast | null): string[] {
  if (lost)
    return lost.breaks.length > 0
      ? lost.breaks
      : [`Nothing of ${object.name} runs until it is scaled up again.`]
  return [`${counted(from - to, 'pod')} of ${from} end; which ones, the cluster chooses.`]
}

function sentenceOf(workload: Workload, to: number, lost: PodsBlast | null): string {
  const { object, replicas: from } = workload
  if (to < from)
    return asSentence(
      lost && lost.brief.length > 0
        ? listed(lost.brief)
        : to === 0
          ? `${object.name} stops`
          : `${counted(from - to, 'pod')} of ${object.name} ${from - to === 1 ? 'ends' : 'end'}, ${to === 1 ? '1 goes' : `${to} go`} on`,
    )
  return asSentence(
    `${counted(to - from, 'pod')} of ${object.name} ${to - from === 1 ? 'starts' : 'start'}${asksFor(workload, to - from)}`,
  )
}

/** What new pods want of the node, by what the present ones want. */
function asksFor({ pods: [one] }: Workload, count: number): string {
  if (!one || (one.requests.cpuMilli === 0 && one.requests.memoryBytes === 0)) return ''
  const cpu = `${((one.requests.cpuMilli * count) / 1000).toLocaleString('en')} CPU`
  const memory = formatBytes(one.requests.memoryBytes * count)
  return ` and ${count === 1 ? 'asks' : 'ask'} for ${cpu} and ${memory} of memory`
}
