import { describe, expect, it } from 'vitest'
import { launchRequest } from './launch-run.ts'

const run = {
  base: '/var/lib/bindery',
  id: 'r1',
  title: 'a',
  by: 'ada',
  createdAt: 0,
  script: 'true',
  secrets: {},
}

describe('what is sent to launch a run', () => {
  it.each([
    ['a title cut between the halves of a character', `a${'𝒜'.repeat(60)}`, `a${'𝒜'.repeat(60)}`],
    ['a longer one', `a${'𝒜'.repeat(100)}`, `a${'𝒜'.repeat(79)}`],
    ['half a character', 'a\ud835b', 'a b'],
    ['a line break and quotes', 'a\n\'"b', 'a b'],
  ])('carries %s', (_, title, plain) => {
    const { script } = launchRequest({ ...run, title })
    expect(script).toMatch(new RegExp(`^title='?${plain}'?$`, 'mu'))
  })

  it('is refused where bash could not carry it', () => {
    expect(() => launchRequest({ ...run, secrets: { TOKEN: 'a\0b' } })).toThrow('NUL')
  })
})
