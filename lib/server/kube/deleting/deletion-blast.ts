import { fingerprintOf } from '../../../shared/blast-size.ts'
import { listed } from '../../../shared/count-words.ts'
import type { ClaimUse, DeletingBlast, TypedWord } from '../../../shared/deleting-api.ts'
import { countedObjects } from '../../../shared/kind-name.ts'
import { objectPath } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { asSentence } from './as-sentence.ts'
import { kindWords } from './kind-words.ts'
import { makerOf } from './pod-owner.ts'
import { type PodsBlast, podsBlast } from './pods-blast.ts'
import type { Target } from './read-facts.ts'

/** Calls that are written out; the rest is counted. */
const SHOWN_CALLS = 100

interface Seen {
  targets: readonly Target[]
  /** All pods of the cluster. */
  pods: readonly PodRow[]
  claims: ClaimUse[]
  guard: TypedWord | null
  force: boolean
}

/** What a deletion would do, out of what was just seen of the cluster. */
export function deletionBlast({ targets, pods, claims, guard, force }: Seen): DeletingBlast {
  const useOf = new Map(claims.map((use) => [use.claim.uid, use]))
  const words = targets.map((target) => kindWords(target, pods, useOf.get(target.object.uid)))
  const there = targets.filter(({ is }) => is !== 'gone')
  const lost = podsOf(there, pods)
  const size = sizeWith(lost, there)
  const brief = [...lost.brief, ...words.flatMap((one) => one.brief ?? [])]
  return {
    runs: callsOf(there, force),
    restarts: lost.restarts,
    breaks: [...lost.breaks, ...unlike(words.flatMap((one) => one.breaks))],
    keeps: [...lost.keeps, ...unlike(words.flatMap((one) => one.keeps))],
    undo: undoOf(lost, guard, there),
    sentence: sentenceOf(brief, lost, there),
    fingerprint: fingerprintOf(size),
    typed: guard,
    goes: targets.map(({ object }, index) => ({
      object,
      what: words[index]?.what ?? '',
      note: words[index]?.note ?? null,
    })),
    claims,
  }
}

/** What breaks with the pods that are chosen, and with those that go because what made them goes. */
function podsOf(targets: readonly Target[], pods: readonly PodRow[]): PodsBlast {
  const chosen = new Set(targets.map(({ object }) => object.uid))
  const withTheirs = pods.filter((pod) => targets.some((target) => takesAlong(target, pod)))
  const takenAlong = new Set(withTheirs.map(({ uid }) => uid))
  const alone = targets.flatMap((target) =>
    target.is === 'pod' && !takenAlong.has(target.pod.uid) ? [target.pod] : [],
  )
  const rows = [...pods, ...alone.filter(({ uid }) => !pods.some((pod) => pod.uid === uid))]
  if (withTheirs.length === 0) return podsBlast(alone, rows)
  const forGood = podsBlast(
    withTheirs,
    rows.filter(({ uid }) => !chosen.has(uid) || takenAlong.has(uid)),
    { until: 'until it is made again' },
  )
  if (alone.length === 0) return { ...forGood, restarts: [] }
  const back = podsBlast(
    alone,
    rows.filter(({ uid }) => !takenAlong.has(uid)),
  )
  const size = { ...back.size }
  for (const [what, count] of Object.entries(forGood.size)) size[what] = (size[what] ?? 0) + count
  return {
    size,
    brief: [...forGood.brief, ...back.brief],
    breaks: [...forGood.breaks, ...back.breaks],
    restarts: back.restarts,
    keeps: podsBlast([...alone, ...withTheirs], rows).keeps,
    forGood: true,
  }
}

/** True for a pod that goes with something because that made it, holds it, or is where it runs. */
function takesAlong({ is, object }: Target, pod: PodRow): boolean {
  if (is !== 'object') return false
  switch (object.kind) {
    case 'Namespace':
      return pod.namespace === object.name
    case 'Node':
      return pod.node === object.name
    case 'ReplicaSet':
      // Of a Deployment: that makes another one at once.
      return isOwnedBy(pod.owner) && makerOf(pod)?.kind !== 'Deployment'
    default:
      return isOwnedBy(makerOf(pod))
  }
  function isOwnedBy(owner: PodRow['owner']): boolean {
    return owner?.kind === object.kind && owner.name === object.name && pod.namespace === object.namespace
  }
}

function sizeWith({ size }: PodsBlast, targets: readonly Target[]): Record<string, number> {
  const kept: Record<string, number> = { ...size }
  for (const { object } of targets)
    if (object.kind !== 'Pod' && object.kind !== 'Event') kept[object.kind] = (kept[object.kind] ?? 0) + 1
  return kept
}

function callsOf(targets: readonly Target[], force: boolean): string[] {
  const calls = targets.slice(0, SHOWN_CALLS).map(({ object }) => {
    const options = { preconditions: { uid: object.uid }, ...(force ? { gracePeriodSeconds: 0 } : {}) }
    return `DELETE ${objectPath(object)} ${JSON.stringify(options)}`
  })
  const more = targets.length - calls.length
  return more > 0
    ? [...calls, `… and ${more.toLocaleString('en')} more like these, one for each object`]
    : calls
}

function undoOf({ size, forGood }: PodsBlast, guard: TypedWord | null, there: readonly Target[]): string {
  if (guard !== null || forGood) return 'There is none.'
  if ((size.people ?? 0) > 0) return 'There is none. They can launch again; what was not saved is lost.'
  if ((size.builds ?? 0) > 0) return 'There is none. Whoever launches again builds from the beginning.'
  const made = there.some((target) => target.is === 'pod' && makerOf(target.pod) !== null)
  return made ? 'Not needed: a new one is made.' : 'There is none.'
}

function sentenceOf(brief: readonly string[], lost: PodsBlast, there: readonly Target[]): string {
  const [untouched] = lost.keeps.filter((one) => one.endsWith('untouched'))
  const [maker] = lost.restarts
  if (there.length === 0) return 'Nothing of it is there any more.'
  if (brief.length > 0) return asSentence(`${listed(brief, 4)}${untouched ? `; ${untouched}` : ''}`)
  const objects = countedObjects(there.map(({ object }) => object))
  const goes = `${objects} ${there.length === 1 ? 'goes' : 'go'}`
  return asSentence(maker ? `${goes}; ${maker}` : goes)
}

function unlike(items: readonly string[]): string[] {
  return [...new Set(items)]
}
