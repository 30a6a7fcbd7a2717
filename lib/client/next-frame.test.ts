import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextFrameOrSecond } from './next-frame.ts'

let frames: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => frames.push(paint))
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => {
    frames[frame - 1] = () => {}
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('paints with the frame, once', () => {
  const paint = vi.fn()
  nextFrameOrSecond(paint)
  frames[0]?.()
  vi.advanceTimersByTime(5_000)
  expect(paint).toHaveBeenCalledTimes(1)
})

test('does not wait for a frame that never comes: the tab is not looked at', () => {
  const paint = vi.fn()
  nextFrameOrSecond(paint)
  vi.advanceTimersByTime(1_000)
  frames[0]?.()
  expect(paint).toHaveBeenCalledTimes(1)
})

test('can be taken back', () => {
  const paint = vi.fn()
  nextFrameOrSecond(paint)()
  frames[0]?.()
  vi.advanceTimersByTime(5_000)
  expect(paint).not.toHaveBeenCalled()
})
