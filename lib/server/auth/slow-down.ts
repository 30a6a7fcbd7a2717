import { AppError } from '../../shared/problem.ts'

/** Refused for now: the same request is looked at again after so many seconds. */
export class SlowDown extends AppError {
  readonly seconds: number

  constructor(why: string, seconds: number) {
    super('slow_down', `${why} Try again in ${inWords(seconds)}.`, { hint: 'Nothing is locked for good.' })
    this.seconds = seconds
  }
}

function inWords(seconds: number): string {
  if (seconds >= 120) return `${Math.ceil(seconds / 60)} minutes (${seconds} seconds)`
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
