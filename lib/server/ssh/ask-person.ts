import type { LinkPrompt } from '../../shared/link-state.ts'
import { AppError } from '../../shared/problem.ts'
import { newId } from '../store/ids.ts'

const PATIENCE_MS = 3 * 60_000

/** A question of the server that waits for a person. */
export interface OpenQuestion {
  prompt: LinkPrompt
  answered: Promise<string[]>
  /** False when the number of answers is not the number of questions. */
  answer(answers: string[]): boolean
}

/** Puts a question up for three minutes. `answered` rejects with `prompt_unanswered`, or with the signal's reason. */
export function openQuestion(asked: Omit<LinkPrompt, 'id'>, signal: AbortSignal): OpenQuestion {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>()
  const timer = setTimeout(() => reject(unanswered()), PATIENCE_MS)
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  const done = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
  promise.then(done, done)
  return {
    prompt: { id: newId(), ...asked },
    answered: promise,
    answer(answers) {
      if (answers.length !== asked.questions.length) return false
      resolve(answers)
      return true
    },
  }
}

function unanswered(): AppError {
  return new AppError(
    'prompt_unanswered',
    'The server asked a question while signing in, and nobody answered within 3 minutes.',
    {
      hint: 'Connect again when you have the answer at hand.',
    },
  )
}
