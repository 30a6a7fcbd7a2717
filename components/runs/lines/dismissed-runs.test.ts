import { beforeEach, expect, test, vi } from 'vitest'

let stored: string | null
let full: boolean
beforeEach(() => {
  vi.resetModules()
  stored = null
  full = false
  vi.stubGlobal('localStorage', {
    getItem: () => stored,
    setItem(_key: string, text: string) {
      if (full) throw new DOMException('full', 'QuotaExceededError')
      stored = text
    },
  })
})

test('what was put away is the same set until another is', async () => {
  const { dismissedRuns, dismissRun } = await import('./dismissed-runs.ts')
  dismissRun('a')
  expect([...dismissedRuns()]).toEqual(['a'])
  expect(dismissedRuns()).toBe(dismissedRuns())
  stored = JSON.stringify(['a', 'by another tab'])
  expect(dismissedRuns().has('by another tab')).toBe(true)
})

test('where the storage is full it stays away in this tab, whatever other tabs write', async () => {
  const { dismissedRuns, dismissRun } = await import('./dismissed-runs.ts')
  dismissRun('a')
  full = true
  dismissRun('b')
  dismissRun('c')
  expect([...dismissedRuns()]).toEqual(['a', 'b', 'c'])
  expect(dismissedRuns()).toBe(dismissedRuns())
  stored = JSON.stringify(['d'])
  expect([...dismissedRuns()].sort()).toEqual(['b', 'c', 'd'])
})

test.each(['{', '7', '[1]'])('%s in the storage means that nothing was put away', async (text) => {
  stored = text
  const { dismissedRuns } = await import('./dismissed-runs.ts')
  expect(dismissedRuns().size).toBe(0)
})
