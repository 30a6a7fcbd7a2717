import type { StepCheck, StepId } from '../../shared/install.ts'
import type { Step } from '../steps/step.ts'
import type { StepRun } from './records/step-runs.ts'

type Timed = Pick<Step, 'id' | 'usualSeconds'>

/** Below this a measured time says more about the connection than about the server. */
const TELLING_MS = 2_000
const LAST_RUNS = 3
const SLOWEST = 20

/**
 * How long each step is likely to take on this server, in milliseconds: as long as it took here before, else what is
 * usual anywhere, scaled by how fast this server was at other steps.
 *
 * @param runs newest first
 */
export function usualTimes(steps: readonly Timed[], runs: readonly StepRun[]): Map<StepId, number> {
  const own = new Map(
    steps.map(({ id }) => [
      id,
      median(
        runs
          .filter(({ step, outcome }) => step === id && outcome === 'done')
          .slice(0, LAST_RUNS)
          .map(({ tookMs }) => tookMs),
      ),
    ]),
  )
  const ratios = steps.flatMap((step) => {
    const took = own.get(step.id) ?? null
    const usual = anywhere(step)
    return took === null || usual < TELLING_MS ? [] : [took / usual]
  })
  const speed = Math.min(SLOWEST, Math.max(1 / SLOWEST, median(ratios) ?? 1))
  return new Map(steps.map((step) => [step.id, Math.round(own.get(step.id) ?? anywhere(step) * speed)]))
}

interface Remaining {
  steps: readonly { id: StepId; check: StepCheck; skipped: boolean; usualMs: number }[]
  /** The step that is at work, and for how long. */
  current: { id: StepId; elapsedMs: number } | null
}

/** Milliseconds that are likely to remain until the last step is done; null where nothing was looked at yet. */
export function timeLeft({ steps, current }: Remaining): number | null {
  if (steps.every(({ check }) => check.state === 'unknown')) return null
  return steps
    .filter(({ id, check, skipped }) => id === current?.id || (!skipped && isToDo(check)))
    .reduce(
      (sum, { id, usualMs }) => sum + (id === current?.id ? remaining(usualMs, current.elapsedMs) : usualMs),
      0,
    )
}

/** Whether a step has something left to do, as far as its check says; what is not known may have. */
export function isToDo(check: StepCheck): boolean {
  return check.state !== 'done' && check.state !== 'not-needed'
}

/** What took longer than usual goes on for a while, the longer the longer it took: never nothing while it runs. */
function remaining(usualMs: number, elapsedMs: number): number {
  return Math.max(usualMs - elapsedMs, 3_000, elapsedMs / 10)
}

function anywhere({ usualSeconds: [from, to] }: Timed): number {
  return ((from + to) / 2) * 1000
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
