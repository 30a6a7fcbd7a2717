import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { AppError, type Problem } from '../../shared/problem.ts'
import { type RunState, runHasEnded } from '../../shared/run-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { ExecRequest } from '../ssh/remote-shell.ts'
import { cancelRun } from './cancel-run.ts'
import { followRun } from './follow-run.ts'
import { launchRequest, launchRun } from './launch-run.ts'
import type { LiveRun } from './live-run.ts'
import { inOneParagraph, maySucceedLater, whyStalled } from './local-fault.ts'
import { Mirror } from './mirror.ts'
import type { RemotePlace } from './remote-scripts.ts'
import type { Room } from './room.ts'
import { judge, type Sighting } from './sighting.ts'
import { whenOnline } from './when-online.ts'

interface Carriage {
  run: LiveRun
  link: ServerLink
  base: string
  /** What is kept of it here. Asked at each try until it answers. */
  contents(): Contents
  room: Room
  now(): number
  log(line: string): void
  signal: AbortSignal
}

interface Contents {
  script: string
  secrets: Record<string, string>
}

interface Packed extends Contents {
  mirror: Mirror
}

/** What every step needs and is had once: null until it is there. */
interface Luggage {
  packed: Packed | null
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
 * Whatever fails shows on the run's row and is tried again, but for what can never work: that ends a run of which
 * nothing was sent. Rejects only when `signal` aborts.
 */
export async function carryRun(carriage: Carriage): Promise<void> {
  const { run, signal } = carriage
  const complain = complaints(carriage)
  const luggage: Luggage = { packed: null }
  let pauseMs = FIRST_PAUSE_MS
  try {
    while (!runHasEnded(run.status)) {
      const { nudged } = run
      try {
        const moved = await attempt(carriage, luggage, nudged)
        run.stall(null)
        if (moved) pauseMs = FIRST_PAUSE_MS
        else await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, nudged]) })
      } catch (error) {
        signal.throwIfAborted()
        if (nudged.aborted) continue
        const problem = whyStalled(error)
        // Without a link the link itself says why.
        const lost = problem.code === 'link_lost' || problem.code === 'offline'
        if (!lost) complain(error, problem)
        run.stall(lost ? null : problem)
        await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, nudged]) }).catch(() =>
          signal.throwIfAborted(),
        )
      }
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  } finally {
    if (luggage.packed) await putAway(luggage.packed.mirror, run, complain)
  }
}

/** Logs a fault once, however often it is met in a row, and mistakes of ours with the place they come from. */
function complaints({ run, log }: Carriage): (error: unknown, problem: Problem) => void {
  let before = ''
  return (error, { code, message, said }) => {
    const line = `run ${run.record.id}: ${code}: ${said ?? message}`
    if (line === before) return
    before = line
    log(line)
    if (code === 'internal') log(inspect(error))
  }
}

/** One step on the way. False: it was not the time for it, try again a little later. */
async function attempt(carriage: Carriage, luggage: Luggage, nudged: AbortSignal): Promise<boolean> {
  const { run } = carriage
  try {
    luggage.packed ??= await pack(carriage)
  } catch (error) {
    if (run.neverSent && !maySucceedLater(error)) return refuse(carriage, error)
    // A cancel needs nothing that is kept here.
    if (run.status.state !== 'cancelling') throw error
    await online(carriage, nudged)
    if (await cancelUnseen(carriage)) return true
    throw error
  }
  await online(carriage, nudged)
  return await step(carriage, luggage.packed)
}

async function pack({ run, contents, room }: Carriage): Promise<Packed> {
  const kept = contents()
  const mirror = await Mirror.open(run.file, Object.values(kept.secrets), room, (size) => {
    run.transcript.reach(size)
    run.stall(null)
  })
  return { ...kept, mirror }
}

/** The file ends where the transcript does: a write may have been on its way when the server was forgotten. */
async function putAway(mirror: Mirror, run: LiveRun, complain: ReturnType<typeof complaints>): Promise<void> {
  try {
    if (runHasEnded(run.status)) await mirror.cutTo(run.transcript.size)
    await mirror.close()
  } catch (error) {
    complain(error, whyStalled(error))
  }
}

async function online({ run, link, signal }: Carriage, nudged: AbortSignal): Promise<void> {
  if (link.state.state === 'online') return
  if (run.neverSent) run.move({ state: 'queued', waitsFor: 'link' })
  run.stall(null)
  await whenOnline(link, AbortSignal.any([signal, nudged]))
}

/** One thing done with the server. False: it was not the time for it, try again a little later. */
async function step(carriage: Carriage, { mirror, ...contents }: Packed): Promise<boolean> {
  switch (carriage.run.status.state) {
    case 'queued':
    case 'starting':
      return await launch(carriage, contents)
    case 'cancelling':
      return await cancel(carriage, mirror)
    default:
      return await watch(carriage, mirror)
  }
}

/** Nothing of it began and nothing will. */
function refuse({ run, log }: Carriage, error: unknown): true {
  const problem = whyStalled(error)
  if (problem.code === 'internal') log(`run ${run.record.id}: ${inspect(error)}`)
  if (run.status.state === 'cancelling') run.end({ state: 'cancelled' }, 0)
  else run.end({ state: 'not-started', why: inOneParagraph(problem) }, 0)
  return true
}

async function launch(carriage: Carriage, contents: Contents): Promise<boolean> {
  const { run, link, base, signal } = carriage
  const first = run.neverSent
  const { id, title, by, createdAt } = run.record
  let request: ExecRequest
  try {
    request = launchRequest({ base, id, title, by, createdAt, ...contents })
  } catch (error) {
    if (first) return refuse(carriage, error)
    throw error
  }
  if (first) run.move({ state: 'starting' })
  const answer = await launchRun(link, request, signal).catch((error: unknown) => {
    if (first && error instanceof AppError && ROOT_PROBLEMS.includes(error.code))
      return { kind: 'refused' as const, problem: error }
    throw error
  })
  if (answer.kind === 'refused') return refuse(carriage, answer.problem)
  if (run.status.state === 'cancelling') return true
  if (answer.kind === 'busy') {
    run.move({ state: 'queued', waitsFor: 'other-console' })
    return false
  }
  const { sighting } = answer
  if (!sighting.began) return false
  run.move({ state: 'running' }, atAge(carriage, sighting.began.ago))
  return true
}

/** Where there is no room for its last words, it ends without them: what fills the disk has to end. */
async function cancel(carriage: Carriage, mirror: Mirror): Promise<boolean> {
  try {
    await carriage.room.check()
  } catch (error) {
    if (await cancelUnseen(carriage)) return true
    throw error
  }
  await cancelRun(carriage.link, placeOf(carriage), carriage.signal)
  return await watch(carriage, mirror)
}

/** Cancels a run whose transcript cannot be had: it ends with what of it is here. False: it has not ended yet. */
async function cancelUnseen(carriage: Carriage): Promise<boolean> {
  const { run, link, signal } = carriage
  const seen = await cancelRun(link, placeOf(carriage), signal)
  const judgement = judge(seen)
  if (judgement.kind !== 'ended') return false
  endAs(carriage, seen, judgement.status, run.transcript.size)
  return true
}

/** Follows the run; a cancel that comes meanwhile is sent beside it, so that its last words are seen as they come. */
async function watch(carriage: Carriage, mirror: Mirror): Promise<boolean> {
  const { run, link, signal } = carriage
  const place = placeOf(carriage)
  const broken = new AbortController()
  const { nudged } = run
  // Before the server sends anything.
  await carriage.room.check()
  const cancel = (): void => {
    cancelRun(link, place, signal).catch((error: unknown) => broken.abort(error))
  }
  nudged.addEventListener('abort', cancel, { once: true })
  try {
    const ends = AbortSignal.any([signal, broken.signal])
    const sighting = await followRun(link, place, mirror, ends, () => run.stall(null))
    return await settle(carriage, mirror, sighting)
  } catch (error) {
    throw broken.signal.aborted ? broken.signal.reason : error
  } finally {
    nudged.removeEventListener('abort', cancel)
  }
}

/** Ends the run when it has ended and its transcript is whole. False: there is more to come. */
async function settle(carriage: Carriage, mirror: Mirror, seen: Sighting): Promise<boolean> {
  const { run, log } = carriage
  const judgement = judge(seen)
  if (judgement.kind === 'working') return false
  const { id, status } = run.record
  if (judgement.kind === 'not-begun' && status.state === 'cancelling') return false
  const end = (ended: RunState, bytes: number): true => {
    endAs(carriage, seen, ended, bytes)
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

function endAs(carriage: Carriage, seen: Sighting, ended: RunState, bytes: number): void {
  carriage.run.end(ended, bytes, {
    ...(seen.exit ? { endedAt: atAge(carriage, seen.exit.ago) } : {}),
    ...(seen.began?.boot.includes('/') ? { startedAt: atAge(carriage, seen.began.ago) } : {}),
  })
}

/** So long ago by our clock, and never before the run was made, whatever the server's clock says. */
function atAge({ run, now }: Carriage, ago: number): number {
  return Math.max(run.record.createdAt, now() - ago)
}

function placeOf({ run, base }: Carriage): RemotePlace {
  return { base, id: run.record.id }
}
