import type { InstallRow, StepId } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError, type Problem, toProblem } from '../../shared/problem.ts'
import { runHasEnded } from '../../shared/run-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { Step } from '../steps/step.ts'
import { heldBy } from './held.ts'
import { installRow } from './install-row.ts'
import { type Look, lookAt } from './look.ts'
import type { KeptLook } from './records/looks.ts'
import { isToDo, usualTimes } from './time-left.ts'
import { planToken } from './token-mark.ts'
import { WaitsFor } from './waits-for.ts'
import { type InstallWorld, REGISTRY_TOKEN } from './world.ts'

/**
 * The install of one server as this engine holds it: what was seen last, and the row that everybody sees. What is
 * wished and what was done is in the database alone; `carryInstall` acts on it.
 */
export class Install {
  readonly serverId: string
  readonly world: InstallWorld
  #seen: KeptLook | null
  #looking: Promise<Look> | null = null
  /** When the last look ended, well or not. */
  #lookedAt = Number.NEGATIVE_INFINITY
  #problem: Problem | null = null
  #held: Problem | null = null
  #waits: { runId: string; waiting: WaitsFor } | null = null
  #usual: Map<StepId, number> | null = null
  #nudge = new AbortController()
  #closed = false

  constructor(serverId: string, world: InstallWorld) {
    this.serverId = serverId
    this.world = world
    this.#seen = world.records.looks.of(serverId)
  }

  /** The saved plan. Throws `conflict` while there is none. */
  plan(): Plan {
    const plan = this.world.records.plans.of(this.serverId)?.plan
    if (plan) return plan
    throw new AppError('conflict', 'There is no plan for this server yet.', {
      hint: 'Answer the questions of the plan and save it first.',
    })
  }

  /** Throws `not_found` for a server that was forgotten. */
  link(): ServerLink {
    const link = this.world.linkOf(this.serverId)
    if (!link) throw new AppError('not_found', 'This server is not in the list of Bindery any more.')
    return link
  }

  /** Throws `not_found` for a step that is none. */
  step(id: StepId): Step {
    const step = this.world.steps.find((each) => each.id === id)
    if (!step) throw new AppError('not_found', 'There is no such step.')
    return step
  }

  /** What the last look saw; null before the first. Nothing is ever done by it. */
  get seen(): KeptLook | null {
    return this.#seen
  }

  /** Looks now, or joins a look that is under way. Throws what the link throws, and `conflict` without a plan. */
  look(): Promise<Look> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = null
      this.#lookedAt = this.world.now()
      this.put()
    })
    return this.#looking
  }

  /** A look that begins no earlier than now. */
  async freshLook(): Promise<Look> {
    await this.#looking?.catch(() => {})
    return this.look()
  }

  /** A look that ended at most so many milliseconds ago is enough, and one that is under way. */
  async recentLook(ms: number): Promise<void> {
    if (this.#looking || this.world.now() - this.#lookedAt > ms) await this.look()
  }

  /** Aborts when a person's wish has changed, so that no wait outlives it. */
  get nudged(): AbortSignal {
    return this.#nudge.signal
  }

  nudge(): void {
    this.#nudge.abort()
    this.#nudge = new AbortController()
    this.put()
  }

  /** Why it does not get on; null as soon as it does. */
  hold(problem: Problem | null): void {
    this.#held = problem
    this.put()
  }

  /** The checks of these steps were made for another plan. */
  forgetChecks(steps: readonly Step[]): void {
    if (!this.#seen) return
    const checks = new Map(this.#seen.checks)
    for (const { id } of steps)
      checks.set(id, { state: 'unknown', evidence: 'the plan has changed since this was looked at' })
    this.#seen = { ...this.#seen, checks }
  }

  /** A run's outcome was written down: times are reckoned anew. */
  outcomeWritten(): void {
    this.#usual = null
    this.put()
  }

  row(): InstallRow {
    const { serverId, world } = this
    const { records, vault, runs, now, steps } = world
    const wish = records.wishes.of(serverId)
    const run = wish?.runId ? runs.find(wish.runId) : null
    const stepRuns = records.runs.last(serverId)
    this.#usual ??= usualTimes(steps, stepRuns)
    return installRow({
      serverId,
      steps,
      saved: records.plans.of(serverId),
      hasToken: vault.has(serverId, REGISTRY_TOKEN),
      look: this.#seen,
      checking: this.#looking !== null,
      problem: this.#problem,
      wish,
      run,
      waitsFor: this.#waitsFor(run && !runHasEnded(run.status) ? run.id : null),
      held: wish && (heldBy(world.linkOf(serverId)?.state ?? null, run) ?? this.#held),
      end: records.wishes.endOf(serverId),
      marks: records.marks.of(serverId),
      stepRuns,
      usualMs: this.#usual,
      now: now(),
    })
  }

  /** Shows in the table what there is now. */
  put(): void {
    if (!this.#closed && this.world.linkOf(this.serverId)) this.world.table.put(this.row())
  }

  /** Nothing is shown any more. */
  close(): void {
    this.#closed = true
    this.#waits?.waiting.stop()
  }

  async #lookNow(): Promise<Look> {
    const { serverId, world } = this
    const { records, steps } = world
    try {
      for (;;) {
        const plan = this.plan()
        const { revision: before, tokenMark = null } = records.plans.of(serverId) ?? {}
        // In the next turn: only then is it under way for whoever asks.
        await Promise.resolve()
        this.put()
        const look = await lookAt(
          this.link(),
          steps,
          plan,
          planToken(world.vault, serverId, tokenMark),
          world,
        )
        if (records.plans.of(serverId)?.revision !== before) continue
        this.#take(look)
        return look
      }
    } catch (error) {
      this.#problem = toProblem(error)
      throw error
    }
  }

  #take(look: Look): void {
    const { serverId, world } = this
    const { records, store } = world
    this.#seen = { checks: look.checks, at: look.at, tookMs: look.tookMs }
    this.#problem = null
    store.transaction(() => {
      records.looks.save(serverId, look)
      for (const [id, { failed }] of records.marks.of(serverId)) {
        const check = look.checks.get(id)
        if (!failed || !check || check.state === 'unknown') continue
        // What a person mended by hand did not fail any more.
        if (failed.what === 'undo' ? isToDo(check) : !isToDo(check)) records.marks.fail(serverId, id, null)
      }
    })
  }

  #waitsFor(runId: string | null): { what: string; since: number } | null {
    if (this.#waits && this.#waits.runId !== runId) {
      this.#waits.waiting.stop()
      this.#waits = null
    }
    if (runId === null) return null
    const { runs, now } = this.world
    this.#waits ??= { runId, waiting: new WaitsFor(runs.transcript(runId), () => this.put(), now) }
    return this.#waits.waiting.waiting
  }
}
