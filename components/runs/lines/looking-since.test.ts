import { beforeEach, expect, test, vi } from 'vitest'
import { lookingSince } from './looking-since.ts'

beforeEach(() => {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
  })
})

test('the first look is kept, for each person apart', () => {
  expect(lookingSince('mara', 1_000)).toBe(1_000)
  expect(lookingSince('mara', 5_000)).toBe(1_000)
  expect(lookingSince('vera', 6_000)).toBe(6_000)
})

test('without storage it is now', () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('no', 'SecurityError')
    },
  })
  expect(lookingSince('mara', 7_000)).toBe(7_000)
})
