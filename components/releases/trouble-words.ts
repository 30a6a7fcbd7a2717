import type { ReleaseTrouble } from '../../lib/shared/releases-api.ts'

interface TroubleWords {
  fact: string
  why: string
  /** What the button does. */
  act: string
}

/** What happened to a release that is stuck, why, and the one step out of it. */
export function troubleWords({ is, revision, status, goesBackTo, said }: ReleaseTrouble): TroubleWords {
  const act = goesBackTo === null ? 'Take it off…' : `Go back to revision ${goesBackTo}…`
  const out =
    goesBackTo === null
      ? 'Nothing of it was ever in use, so the way out is to take it off and to install again.'
      : `Going back to revision ${goesBackTo}, the last one that was in use, puts it right; then try again.`
  if (is === 'unfinished')
    return {
      fact: `Revision ${revision} was cut off: Helm calls it ${status} and refuses every change.`,
      why: `Somebody's Helm was ended in the middle, by a reboot say, or is at work at this moment: then it is waited for. ${out}`,
      act,
    }
  const hook = /hook/i.test(said)
  return {
    fact: `Revision ${revision} failed${said === '' ? '.' : `: ${said}`}`,
    why: `${hook ? 'A job that the chart runs before or after a change did not end well. ' : ''}Part of it may be in place. ${out}`,
    act,
  }
}
