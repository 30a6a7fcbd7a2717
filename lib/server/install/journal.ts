import type { Addition, StepCheck, StepId } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Step } from '../steps/step.ts'
import type { Install } from './install.ts'
import type { Look } from './look.ts'
import type { Change, Changes } from './records/changes.ts'
import type { InstallRecords } from './records/install-records.ts'
import type { Wish } from './records/wishes.ts'

interface Proven {
  wish: Wish
  step: Step
  plan: Plan
  check: StepCheck
  runId: string
  at: number
}

/** Writes down what a run added or took away, once that is proven. Part of the caller's transaction. */
export function journalRun(
  records: InstallRecords,
  serverId: string,
  { wish, step, plan, check, runId, at }: Proven,
): void {
  const { changes, marks } = records
  const common = { at, by: wish.by, step: step.id, runId }
  if (wish.what === 'undo') {
    for (const { thing } of present(changes.of(serverId), step.id).values())
      changes.add(serverId, { ...common, how: 'undone', thing })
    marks.find(serverId, step.id, null)
    return
  }
  if (wish.what !== 'step' || check.state === 'not-needed') return
  const foundAs = marks.of(serverId).get(step.id)?.foundAs ?? null
  addAbsent(changes, serverId, step.adds(plan), { ...common, how: howBy(foundAs) })
}

/** Writes down what was there before us: the things of steps that are done and that we never ran. */
export function journalFound({ serverId, world }: Install, wish: Wish, look: Look, at: number): void {
  const { changes, marks, plans } = world.records
  const plan = plans.of(serverId)?.plan
  if (!plan) return
  const marked = marks.of(serverId)
  for (const step of world.steps) {
    if (look.checks.get(step.id)?.state !== 'done' || marked.get(step.id)?.foundAs) continue
    addAbsent(changes, serverId, step.adds(plan), {
      at,
      by: wish.by,
      step: step.id,
      runId: null,
      how: 'found',
    })
  }
}

/**
 * What a step would take off that it never put there: found by it, or changed by it. What the journal does not have
 * was not put there by us either.
 */
export function notOurs(
  changes: readonly Change[],
  step: Pick<Step, 'id' | 'adds'>,
  plan: Plan,
): { found: Addition[]; changed: Addition[] } {
  const there = present(changes, step.id)
  const how = (thing: Addition): Change['how'] => there.get(keyOf(thing))?.how ?? 'found'
  const things = step.adds(plan)
  return {
    found: things.filter((thing) => how(thing) === 'found'),
    changed: things.filter((thing) => how(thing) === 'changed'),
  }
}

function addAbsent(
  changes: Changes,
  serverId: string,
  things: readonly Addition[],
  change: Omit<Change, 'thing'>,
): void {
  const there = present(changes.of(serverId), change.step)
  for (const thing of things) if (!there.has(keyOf(thing))) changes.add(serverId, { ...change, thing })
}

/** What was written down of a step's things and not taken away since, by thing. */
function present(changes: readonly Change[], step: StepId): Map<string, Change> {
  const there = new Map<string, Change>()
  for (const change of changes) {
    if (change.step !== step) continue
    if (change.how === 'undone') there.delete(keyOf(change.thing))
    else there.set(keyOf(change.thing), change)
  }
  return there
}

function keyOf({ kind, name }: Addition): string {
  return `${kind} ${name}`
}

/** What was open before our first run of the step is ours whole; what was there in some form is not. */
function howBy(foundAs: StepCheck['state'] | null): Change['how'] {
  switch (foundAs) {
    case 'differs':
    case 'broken':
      return 'changed'
    case 'done':
    case 'not-needed':
      return 'found'
    default:
      return 'added'
  }
}
