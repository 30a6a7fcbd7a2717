import { expect, it } from 'vitest'
import { LogRing } from './log-ring.ts'

const line = (text: string): Buffer => Buffer.from(`${text}\n`)

function readAll(ring: LogRing, from = ring.start): string {
  let text = ''
  for (let at = from; at < ring.size; ) {
    const bytes = ring.read(at, 1_000)
    text += bytes.toString()
    at += bytes.length
  }
  return text
}

it('gives back what it was given, from any offset', () => {
  const ring = new LogRing()
  let all = ''
  for (let i = 0; i < 2_000; i += 1) {
    ring.push(line(`line ${i}`))
    all += `line ${i}\n`
  }
  expect(ring.start).toBe(0)
  expect(readAll(ring)).toBe(all)
  expect(readAll(ring, 7_777)).toBe(all.slice(7_777))
  expect(ring.read(ring.size, 10)).toHaveLength(0)
})

it('drops the oldest lines, whole ones, and stays within its bounds', () => {
  const ring = new LogRing(256 * 1024)
  for (let i = 0; i < 20_000; i += 1) ring.push(line(`${i} ${'x'.repeat(100)}`))
  expect(ring.size - ring.start).toBeGreaterThan(250_000)
  expect(ring.size - ring.start).toBeLessThan(330_000)
  expect(readAll(ring)).toMatch(/^\d+ x{100}\n/)
  const near = ring.lineBefore(100_000)
  expect(ring.size - near).toBeLessThanOrEqual(100_000)
  expect(readAll(ring, near)).toMatch(/^\d+ x{100}\n/)
})

it('takes a line of 64 kB and more', () => {
  const ring = new LogRing()
  ring.push(line('short'))
  ring.push(line('y'.repeat(70_000)))
  expect(readAll(ring)).toBe(`short\n${'y'.repeat(70_000)}\n`)
})
