import { expect, it } from 'vitest'
import { readTerminal, terminalPath } from './terminal-path.ts'

it('finds in the address bar what it put there', () => {
  expect(readTerminal(terminalPath('srv', 'abc123'))).toBe('abc123')
  expect(readTerminal(`${terminalPath('srv', 'abc123')}/`)).toBe('abc123')
  expect(readTerminal(terminalPath('srv', null))).toBeNull()
  expect(readTerminal('/s/srv/terminal/a/b')).toBeNull()
})
