import { expect, it } from 'vitest'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { createPodLines } from './pod-line.ts'

const used = (name: string, memoryBytes: number) => ({
  key: `binder/${name}`,
  cpuMilli: 1,
  memoryBytes,
  at: 5,
})
const usage = (...rows: ReturnType<typeof used>[]) => new Map(rows.map((row) => [row.key, row]))

it('says what each pod uses, and nothing of what is not measured', () => {
  const [a, b] = createPodLines()([examplePod('a'), examplePod('b')], usage(used('a', 7)))
  expect(a?.usage?.memoryBytes).toBe(7)
  expect(b?.usage).toBeNull()
})

it('gives the same line for as long as nothing changed about it', () => {
  const join = createPodLines()
  const [a, b] = [examplePod('a'), examplePod('b')]
  const before = usage(used('a', 7), used('b', 7))
  const first = join([a, b], before)
  const second = join([a, b], new Map(before).set('binder/b', used('b', 8)))
  expect(second[0]).toBe(first[0])
  expect(second[1]).not.toBe(first[1])
  const third = join([{ ...a }, b], before)
  expect(third[0]).not.toBe(first[0])
  expect(third[1]?.usage).toBe(first[1]?.usage)
})
