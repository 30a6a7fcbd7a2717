import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, toProblem } from '../../shared/problem.ts'
import { type RunState, runHasEnded } from '../../shared/run-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { cancelRun } from './cancel-run.ts'
import { followRun } from './follow-run.ts'
import { launchRun } from './launch-run.ts'
import type { LiveRun } from './live-run.ts'
import { Mirror } from './mirror.ts'
import type { RemotePlace } from './remote-scripts.ts'
import { judge, type Sighting } from './sighting.ts'
import { whenOnline } from './when-online.ts'

interface Carriage {
  run: LiveRun
  link: ServerLink
  base: string
  script: string
  secrets: Record<string, string>
  now(): number
  log(line: string): void
  signal: AbortSignal
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/** What becoming root can answer: then nothing of the launcher ran. */
const ROOT_PROBLEMS: readonly string[] = [
  'root_refused',
  'sudo_wrong_password',
  'sudo_needs_terminal',
  'sudo_missing',
]

/**
 * Carries one run from where it stands to its end, through lost links, and from any point of an earlier life of
 * the engine. Every piece of it may be repeated; that nothing runs twice is the server's side to guarantee.
 * Rejects only when `signal` aborts.
 */
export async function carryRun(carriage: Carriage): Promise<void> {
  const { run, link, base, signal } = carriage
  const place = { base, id: run.record.id }
  const mirror = await Mirror.open(run.file, Object.values(carriage.secrets), (size) =>
    run.transcript.reach(size),
  )
  let pauseMs = FIRST_PAUSE_MS
  try {
    while (!runHasEnded(run.status)) {
      const { nudged } = run
      try {
        if (link.state.state !== 'online') {
          if (run.neverSent) run.move({ state: 'queued', waitsFor: 'link' })
          await whenOnline(link, AbortSignal.any([signal, nudged]))
        }
        if (await step(carriage, place, mirror)) pauseMs = FIRST_PAUSE_MS
        else await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, nudged]) })
      } catch (error) {
        signal.throwIfAborted()
        if (nudged.aborted) continue
        const { code, message, said } = toProblem(error)
        if (code !== 'link_lost' && code !== 'offline')
          carriage.log(`run ${place.id}: ${code}: ${said ?? message}`)
        if (code === 'internal')
          carriage.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
        await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, nudged]) }).catch(() =>
          signal.throwIfAborted(),
        )
      }
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  } finally {
    await mirror.close()
  }
}

/** One thing done with the server. False: it was not the time for it, try again a little later. */
async function step(carriage: Carriage, place: RemotePlace, mirror: Mirror): Promise<boolean> {
  switch (carriage.run.status.state) {
    case 'queued':
    case 'starting':
      return await launch(carriage)
    case 'cancelling':
      await cancelRun(carriage.link, place, carriage.signal)
      return await watch(carriage, place, mirror)
    default:
      return await watch(carriage, place, mirror)
  }
}

async function launch({ run, link, base, script, secrets, now, signal }: Carriage): Promise<boolean> {
  const first = run.neverSent
  if (first) run.move({ state: 'starting' })
  const { id, title, by, createdAt } = run.record
  const refuse = (problem: AppError): boolean => {
    if (run.status.state === 'cancelling') run.end({ state: 'cancelled' }, 0)
    else
      run.end(
        {
          state: 'not-started',
          why: [problem.message, problem.said, problem.hint].filter(Boolean).join(' '),
        },
        0,
      )
    return true
  }
  const answer = await launchRun(link, { base, id, title, by, createdAt, script, secrets }, signal).catch(
    (error: unknown) => {
      if (first && error instanceof AppError && ROOT_PROBLEMS.includes(error.code))
        return { kind: 'refused' as const, problem: error }
      throw error
    },
  )
  if (answer.kind === 'refused') return refuse(answer.problem)
  if (run.status.state === 'cancelling') return true
  if (answer.kind === 'busy') {
    run.move({ state: 'queued', waitsFor: 'other-console' })
    return false
  }
  const { sighting } = answer
  if (!sighting.began) return false
  run.move({ state: 'running' }, now() - sighting.began.ago)
  return true
}

/** Follows the run; a cancel that comes meanwhile is sent beside it, so that its last words are seen as they come. */
async function watch(carriage: Carriage, place: RemotePlace, mirror: Mirror): Promise<boolean> {
  const { run, link, signal } = carriage
  const broken = new AbortController()
  const { nudged } = run
  const cancel = (): void => {
    cancelRun(link, place, signal).catch((error: unknown) => broken.abort(error))
  }
  nudged.addEventListener('abort', cancel, { once: true })
  try {
    const sighting = await followRun(link, place, mirror, AbortSignal.any([signal, broken.signal]))
    return await settle(carriage, mirror, sighting)
  } catch (error) {
    throw broken.signal.aborted ? broken.signal.reason : error
  } finally {
    nudged.removeEventListener('abort', cancel)
  }
}

/** Ends the run when it has ended and its transcript is whole. False: there is more to come. */
async function settle({ run, now, log }: Carriage, mirror: Mirror, seen: Sighting): Promise<boolean> {
  const judgement = judge(seen)
  if (judgement.kind === 'working') return false
  const { id, status } = run.record
  if (judgement.kind === 'not-begun' && status.state === 'cancelling') return false
  const end = (ended: RunState, bytes: number): true => {
    run.end(ended, bytes, {
      ...(seen.exit ? { endedAt: now() - seen.exit.ago } : {}),
      ...(seen.began?.boot.includes('/') ? { startedAt: now() - seen.began.ago } : {}),
    })
    return true
  }
  if (judgement.kind !== 'ended') return end({ state: 'lost', why: 'files-gone' }, await mirror.keep())

  const there = seen.size ?? 0
  const recorded = seen.exit?.recorded ?? null
  const size = recorded ?? there
  if (there < size || (recorded === null && mirror.taken > there)) {
    log(`run ${id}: the server's log is shorter than it was; the transcript here is kept`)
    const lost = judgement.status.state === 'lost'
    return end(lost ? { state: 'lost', why: 'files-gone' } : judgement.status, await mirror.keep())
  }
  if (mirror.taken < size) return false
  // Bytes beyond the recorded size are of what the script left running; no sum is known over them.
  if (seen.sha256 && mirror.taken === size && !(await mirror.hasSum(seen.sha256))) {
    log(`run ${id}: the transcript differs from the server's log; it is fetched again`)
    mirror.restart()
    return false
  }
  return end(judgement.status, await mirror.finish())
}
