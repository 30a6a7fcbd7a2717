import { inspect } from 'node:util'
import { AppError } from '../../shared/problem.ts'
import type { RunRow } from '../../shared/run-row.ts'
import { runHasEnded } from '../../shared/run-row.ts'
import type { Step } from '../steps/step.ts'
import { unwritableProblem } from '../store/unwritable.ts'
import { diagnose, inexplicable } from './diagnose.ts'
import type { Install } from './install.ts'
import { lastLines, type NumberedLine } from './last-lines.ts'
import { checkIn, type Look } from './look.ts'
import { lookUntil } from './look-online.ts'
import type { Wish } from './records/wishes.ts'
import { runEnd } from './run-end.ts'
import { exitedWell, reached, verdict } from './verdict.ts'
import { windUp } from './wind-up.ts'

/** A run of the wish is under way, or has ended: waits for its end, looks, and takes up what came of it. */
export async function takeUpRun(
  install: Install,
  wish: Wish,
  runId: string,
  signal: AbortSignal,
): Promise<Look | null> {
  const { world } = install
  if (wish.stopping) cancel(install, runId)
  const run = (await runEnd(world.runs, runId, signal)) ?? lostRun(install, runId)
  install.put()
  const step = install.step(wish.step)
  const look = await prove(install, wish, step, run, signal)
  try {
    return await takeUp(install, wish, step, run, look)
  } catch (error) {
    if (signal.aborted || unwritableProblem(error)) throw error
    // A mistake of ours that would come again each time: the wish ends, or nobody could ever stop it.
    world.log(
      `install of ${install.serverId}: the outcome of ${step.id} is not understood: ${inspect(error)}`,
    )
    windUp(install, { verdict: { kind: 'failed' }, run, step, plan: null, look, failure: inexplicable() })
    return null
  }
}

async function takeUp(
  install: Install,
  wish: Wish,
  step: Step,
  run: RunRow,
  look: Look,
): Promise<Look | null> {
  const plan = install.plan()
  const check = checkIn(look.checks, step.id)
  const found = verdict({
    what: wish.what,
    status: run.status,
    check,
    tries: wish.tries[step.id] ?? 1,
    tookMs: (run.endedAt ?? 0) - (run.startedAt ?? run.endedAt ?? 0),
    deadlineSeconds: step.deadlineSeconds,
  })
  const failure =
    found.kind === 'failed'
      ? diagnose({
          step,
          plan,
          lines: await linesOf(install, run.id),
          end: found.end,
          check,
          answers: look.answers,
        })
      : null
  windUp(install, { verdict: found, run, step, plan, look, failure })
  return found.kind === 'proven' ? look : null
}

/** Looks after a run until it is known what came of it: what is made takes a while to be there. */
function prove(install: Install, wish: Wish, step: Step, run: RunRow, signal: AbortSignal): Promise<Look> {
  const { patience } = install.world
  return lookUntil(
    install,
    (look, forMs) => {
      const check = checkIn(look.checks, step.id)
      if (reached({ what: wish.what, status: run.status, check })) return true
      // What ended otherwise has failed or was stopped: only what cannot be seen at all is looked at again.
      if (wish.stopping || !exitedWell(run.status))
        return check.state !== 'unknown' || forMs >= patience.settleMs
      const named = check.state === 'broken' && check.fault !== null
      if (check.state === 'unknown') return forMs >= patience.unknownMs
      return forMs >= (named ? patience.namedMs : patience.settleMs)
    },
    signal,
  )
}

/** The wish to stop may have been written down in an earlier life of the engine, or the run have ended by now. */
function cancel({ world: { runs } }: Install, runId: string): void {
  const row = runs.find(runId)
  if (!row || runHasEnded(row.status) || row.status.state === 'cancelling') return
  try {
    runs.cancel(runId)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'run_ended')) throw error
  }
}

/** A transcript that cannot be read keeps no outcome from being taken up. */
async function linesOf({ world }: Install, runId: string): Promise<NumberedLine[]> {
  try {
    return await lastLines(world.runs.transcript(runId))
  } catch (error) {
    world.log(`install: the transcript of run ${runId} cannot be read: ${String(error)}`)
    return []
  }
}

/** The database has a wish and not its run: they are written together, so somebody else took the run away. */
function lostRun({ serverId, world }: Install, id: string): RunRow {
  const now = world.now()
  return {
    id,
    serverId,
    serverName: '',
    title: '',
    by: '',
    createdAt: now,
    startedAt: null,
    endedAt: now,
    status: { state: 'lost', why: 'record-damaged' },
    bytes: 0,
  }
}
