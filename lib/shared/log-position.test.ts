import fc from 'fast-check'
import { expect, it } from 'vitest'
import { advance, type LogPosition, resumeAfter } from './log-position.ts'

interface Line {
  at: string
  text: string
}

const stamp = (second: number, nanos: number): string =>
  `2026-11-27T08:59:${String(second).padStart(2, '0')}.${String(nanos).padStart(9, '0')}Z`

/** What the API gives since a second: in the order of the file, whatever the timestamps say. */
const since = (file: readonly Line[], position: LogPosition): Line[] =>
  file.filter(({ at }) => at.slice(0, 19) >= position.second)

/** Reads `until` lines of the file on from a position, as a reader whose stream breaks off there. */
function read(
  file: readonly Line[],
  position: LogPosition | null,
  until: number,
  read: string[],
): LogPosition | null {
  const resume = position && resumeAfter(position)
  let at = position
  for (const line of position ? since(file.slice(0, until), position) : file.slice(0, until)) {
    if (resume?.judge(line.at) === 'known') continue
    read.push(line.text)
    at = advance(at, line.at)
  }
  return at
}

it('goes on with the next line wherever a stream broke off', () => {
  // Seconds only go up; within one, stdout and stderr may overtake each other, and share a timestamp.
  const lines = fc
    .array(
      fc.record({ step: fc.constantFrom(0, 0, 0, 1, 2), nanos: fc.constantFrom(0, 1, 2, 500, 999_999_999) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    .map((steps) => {
      let second = 0
      return steps.map(({ step, nanos }, index): Line => {
        second += step
        return { at: stamp(second, nanos), text: `line ${index}` }
      })
    })
  fc.assert(
    fc.property(lines, fc.array(fc.nat(40), { maxLength: 6 }), (file, cuts) => {
      const heard: string[] = []
      let position: LogPosition | null = null
      for (const cut of [...cuts.sort((a, b) => a - b), file.length])
        position = read(file, position, Math.min(cut, file.length), heard)
      expect(heard).toEqual(file.map(({ text }) => text))
    }),
    { numRuns: 2_000 },
  )
})

it('tells by the timestamps where the file was changed for another', () => {
  const position = [stamp(5, 1), stamp(5, 2), stamp(5, 3)].reduce<LogPosition | null>(advance, null)
  if (!position) throw new Error('no position')
  const lost = resumeAfter(position)
  expect([stamp(5, 9), stamp(6, 0)].map(lost.judge)).toEqual(['after-gap', 'new'])
  // Some of what was read is still there: nothing between it and the rest is missing.
  const partly = resumeAfter(position)
  expect([stamp(5, 2), stamp(5, 3), stamp(5, 4), stamp(6, 0)].map(partly.judge)).toEqual([
    'known',
    'known',
    'new',
    'new',
  ])
})
