import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localLink } from '../../testing/local-shell.ts'
import { type RunConsole, runConsole } from '../../testing/run-console.ts'
import { markToken, planToken } from './token-mark.ts'

let here: RunConsole
beforeEach(() => {
  here = runConsole({ link: localLink() })
})
afterEach(() => {
  here.store.close()
  rmSync(here.folder, { recursive: true })
})

it('tells a token from another one, and says nothing of it', () => {
  const mark = markToken(here.vault, 'srv', 'dckr_pat_1')
  expect(mark).toMatch(/^[0-9a-f]{32}$/)
  expect(markToken(here.vault, 'srv', 'dckr_pat_1')).toBe(mark)
  expect(markToken(here.vault, 'srv', 'dckr_pat_2')).not.toBe(mark)
  const { markOf } = planToken(here.vault, 'srv', mark)
  expect([markOf('dckr_pat_1'), markOf('dckr_pat_2')].map((each) => each === mark)).toEqual([true, false])
})

it('gives the same token another mark on another server, so that a mark cannot be looked up', () => {
  expect(markToken(here.vault, 'srv', 'password')).not.toBe(markToken(here.vault, 'other', 'password'))
})

it('takes no token for the plan’s where no key was ever made', () => {
  expect(planToken(here.vault, 'new', 'a mark').markOf('dckr_pat_1')).not.toBe('a mark')
})
