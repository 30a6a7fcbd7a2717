import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

test('so many run, so many wait in order, one more is told to slow down', async () => {
  const gate = createGate({ atOnce: 1, waiting: 2 })
  const order: number[] = []
  const release: (() => void)[] = []
  const work = (n: number) => () =>
    new Promise<number>((resolve) => {
      order.push(n)
      release.push(() => resolve(n))
    })
  const answers = [gate(work(1)), gate(work(2)), gate(work(3))]
  await expect(gate(work(4))).rejects.toMatchObject({ code: 'slow_down' })
  expect(order).toEqual([1])
  for (const [i, answer] of answers.entries()) {
    release[i]?.()
    expect(await answer).toBe(i + 1)
  }
  expect(order).toEqual([1, 2, 3])
})

test('work that fails gives its place back', async () => {
  const gate = createGate({ atOnce: 1, waiting: 0 })
  await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate(async () => 'yes')).toBe('yes')
})
