import { describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { steps } from './order.ts'

const titles = new Set(steps.map(({ title }) => title))

/** What stands in quotes after "step", "steps" or "run", several with commas and "and" between. */
function quotedSteps(words: string): string[] {
  const places = words.matchAll(/\b(?:steps?|run) ("[^"]+"(?:(?:,| and|, and) "[^"]+")*)/gi)
  return [...places].flatMap(([, quoted = '']) =>
    [...quoted.matchAll(/"([^"]+)"/g)].map(([, one = '']) => one),
  )
}

describe('the steps that faults send people to', () => {
  const words = steps.flatMap(({ faults }) =>
    faults.flatMap(({ what, why, advice, remedy }) => [
      what(null, plan),
      why,
      advice ?? '',
      remedy?.says ?? '',
    ]),
  )

  it('are called as they are on the page', () => {
    const quoted = words.flatMap(quotedSteps)
    expect(quoted).toContain('Let pods through the firewall')
    expect(quoted.filter((title) => !titles.has(title))).toEqual([])
  })
})
