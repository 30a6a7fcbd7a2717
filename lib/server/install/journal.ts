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
    for (const thing of present(changes.of(serverId), step.id))
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

function addAbsent(
  changes: Changes,
  serverId: string,
  things: readonly Addition[],
  change: Omit<Change, 'thing'>,
): void {
  const there = new Set(present(changes.of(serverId), change.step).map(keyOf))
  for (const thing of things) if (!there.has(keyOf(thing))) changes.add(serverId, { ...change, thing })
}

/** The things of a step that were written down and not taken away since. */
function present(changes: readonly Change[], step: StepId): Addition[] {
  const there = new Map<string, Addition>()
  for (const change of changes) {
    if (change.step !== step) continue
    if (change.how === 'undone') there.delete(keyOf(change.thing))
    else there.set(keyOf(change.thing), change.thing)
  }
  return [...there.values()]
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
