import { expect, test } from 'vitest'
import { AppError } from './problem.ts'
import { visible } from './visible.ts'

test('what steers a terminal or turns text round is shown, the rest stays', () => {
  expect(visible('é 🧨\u001b[2J\r\n\u009b\u202e\u2028x')).toBe('é 🧨\\x1b[2J\\x0d\\x0a\\x9b\\u202e\\u2028x')
  expect(visible('a\nb\r', '\n')).toBe('a\nb\\x0d')
})

test('what a machine said is one line of at most 300 characters, made so once', () => {
  const { said } = new AppError('remote_failed', 'x', { said: `\u001b[31mno\r${'y'.repeat(1000)}` })
  expect(said).toMatch(/^\\x1b\[31mno\\x0dy+…$/)
  expect(said).toHaveLength(300)
  expect(new AppError('remote_failed', 'x', { said }).said).toBe(said)
  expect(new AppError('remote_failed', 'x', { said: '' }).said).toBe('')
})
