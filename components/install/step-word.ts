import { formatDuration } from '../../lib/shared/format.ts'
import type { StepRow } from '../../lib/shared/install.ts'
import type { StatusKind } from '../ui/status.tsx'
import type { Turn } from './progress.ts'
import { formatUsual } from './usual.ts'

/** How a step stands: shape and word; `since` (milliseconds since the epoch) where the word goes with an elapsed time. */
export interface StepWord {
  kind: StatusKind
  word: string
  since: number | null
}

interface Reader {
  /** Who reads this. */
  me: string
  turn: Turn
}

/** The most exact word for a step. What it does now comes before what the last look found. */
export function stepWord({ check, activity, skipped }: StepRow, { me, turn }: Reader): StepWord {
  const plain = (kind: StatusKind, word: string): StepWord => ({ kind, word, since: null })
  // Nothing turns while nobody sees whether it still does.
  if (turn === 'unseen') return plain('unk', 'Out of sight')
  switch (activity.state) {
    case 'running': {
      if (turn === 'held') break
      const { startedAt, waitsFor, what } = activity
      if (waitsFor !== null) return { kind: 'wait', word: 'Waiting', since: waitsFor.since }
      return { kind: 'work', word: workWords[what], since: startedAt }
    }
    case 'proving':
      if (turn === 'held') break
      return plain('work', 'Checking')
    case 'failed':
      if (skipped === null && turn !== 'now' && turn !== 'held') return plain('fail', 'Failed')
      break
    case 'idle':
      break
  }
  if (turn === 'now') return plain('work', 'Starting')
  if (turn === 'held') return plain('wait', 'Waiting')
  if (check.state === 'done') return plain('ok', 'Done')
  if (check.state === 'not-needed') return plain('skip', 'Not needed')
  if (skipped !== null) return plain('skip', `Skipped by ${skipped.by === me ? 'you' : skipped.by}`)
  if (turn === 'later' && check.state !== 'differs') return plain('todo', 'Not yet')
  switch (check.state) {
    case 'open':
      return plain('todo', 'Not yet')
    case 'differs':
      return plain('warn', 'Not as planned')
    case 'broken':
      return turn === 'cut-off' ? plain('warn', 'Not finished') : plain('fail', 'Not working')
    case 'unknown':
      return plain('unk', 'Not known')
  }
}

const workWords = { step: 'Working', remedy: 'Applying the remedy', undo: 'Taking it off' }

/** At the right of a step in the list: how long it takes or took, or why there is no such time. */
export function stepAside(step: StepRow, reader: Reader, now: number): string {
  const { kind, word, since } = stepWord(step, reader)
  if (since !== null) return formatDuration(Math.max(0, now - since))
  if (kind === 'ok') return step.lastRun === null ? 'found done' : formatDuration(step.lastRun.tookMs)
  if (kind === 'todo') return formatUsual(step.usualMs)
  return word.charAt(0).toLowerCase() + word.slice(1)
}
