import { formatAge, formatDuration } from '../../lib/shared/format.ts'
import type { InstallRow, StepId, StepRow } from '../../lib/shared/install.ts'
import { binderPlace } from './binder-place.ts'
import { failedStep, isComplete, isSettled, settledCount, stepNumber, turnOf } from './progress.ts'

/** What a step is called and what it says while at work; of a StepStory. */
export type StepNames = ReadonlyMap<StepId, { title: string; doing: string }>

interface Told {
  row: InstallRow
  names: StepNames
  now: number
  /** Since when the server, or Bindery itself, is out of sight; null while it is not. */
  staleSince: number | null
}

/** The sentence that the install page opens with: what is true now. Times in milliseconds since the epoch. */
export function installSentence({ row, names, now, staleSince }: Told): string {
  const { going, ended, checkedAt, checking, steps } = row
  const of = (id: StepId) => `${stepNumber(row, id)} of ${steps.length}`
  const named = (id: StepId) => `step ${stepNumber(row, id)}, ${names.get(id)?.title ?? id}`

  if (going !== null && staleSince !== null)
    return `Step ${of(going.current)} was under way when the connection broke.`
  if (going !== null) return `Step ${of(going.current)}${goingOn(row, going, names)}`

  const failed = failedStep(row)
  if (failed !== null)
    return `Step ${stepNumber(row, failed.id)} stopped. ${firstSentence(failed.activity.failure.what)}`
  if (checkedAt === null)
    return checking || row.problem === null
      ? 'Bindery is looking at what is there already.'
      : 'Bindery could not look at what is there already.'
  if (isComplete(row)) return completeSentence(row, now)

  const done = settledCount(row)
  const next = steps.find((step) => !isSettled(step))
  const then = next === undefined ? '' : ` ${nextSentence(row, next, named(next.id))}`
  if (ended?.how === 'paused') return `Paused.${then}`
  if (ended?.how === 'stopped') return `Stopped at step ${of(ended.step)}, by a person.${then}`
  if (done === 0) return `Nothing of it is on the server yet.${then}`
  const already = ended === null ? ' already' : ''
  return `${done} of ${steps.length} steps ${done === 1 ? 'is' : 'are'} done${already}.${then}`
}

function goingOn(row: InstallRow, going: NonNullable<InstallRow['going']>, names: StepNames): string {
  const name = names.get(going.current)
  if (going.stopping) return ' is being stopped.'
  if (going.held !== null) return ' waits.'
  const activity = row.steps.find(({ id }) => id === going.current)?.activity
  if (activity?.state === 'proving') return '. Looking whether it worked.'
  if (activity?.state !== 'running') return '. Looking before it starts.'
  if (activity.what === 'remedy') return '. Applying the remedy.'
  if (activity.what === 'undo') return ` is being taken off: ${name?.title ?? going.current}.`
  return `. ${name?.doing ?? 'Working.'}`
}

function nextSentence(row: InstallRow, { id, check }: StepRow, step: string): string {
  const cutOff = turnOf(row, id) === 'cut-off'
  switch (check.state) {
    case 'differs':
      return cutOff ? `It is not finished: ${step}.` : `It is not as planned: ${step}.`
    case 'broken':
      return cutOff ? `It is not finished: ${step}.` : `It does not work: ${step}.`
    case 'unknown':
      // The reason is said: the plan has changed since, the API is down.
      return check.evidence === ''
        ? `Next is ${step}. How it stands is not known.`
        : `Next is ${step}. How it stands is not known: ${check.evidence.replace(/\.$/, '')}.`
    case 'open':
    case 'done':
    case 'not-needed':
      return `Next is ${step}.`
  }
}

function completeSentence(row: InstallRow, now: number): string {
  const { steps } = row
  const left = steps.filter(({ check, skipped }) => skipped !== null && !isThere(check)).length
  const place = binderPlace(row)
  const where = place?.kind === 'address' ? ` BinderHub is at ${place.url.replace(/\/$/, '')}.` : ''
  const all =
    left === 0
      ? `All ${steps.length} steps are done.`
      : `All steps are done but ${left === 1 ? 'one that was' : `${left} that were`} skipped.`
  const launch = steps.find(({ id }) => id === 'launch')
  if (launch?.check.state !== 'done' || launch.lastRun === null) return all + where
  const { endedAt, tookMs } = launch.lastRun
  return `${all} The launch that proves it, ${formatAge(now - endedAt)} ago, took ${formatDuration(tookMs)}.${where}`
}

function isThere(check: StepRow['check']): boolean {
  return check.state === 'done' || check.state === 'not-needed'
}

/** The start of a text up to the end of its first sentence; a dot inside an address or a version ends none. */
function firstSentence(text: string): string {
  return text.match(/^.*?[.!?](?=\s|$)/s)?.[0] ?? text
}
