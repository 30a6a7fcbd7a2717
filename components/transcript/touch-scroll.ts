import type { Terminal } from '@xterm/xterm'

/** What a flick loses of its speed each millisecond. */
const FRICTION = 0.996
/** Pixels a millisecond below which a flick has ended. */
const SLOWEST = 0.02

/**
 * Lets a finger scroll a terminal. xterm 6.0 lost this with its new viewport
 * (https://github.com/xtermjs/xterm.js/issues/5489); remove this file when the upgrade brings it back.
 * Returns how to stop.
 */
export function scrollByTouch(terminal: Terminal, element: HTMLElement): () => void {
  let last: { y: number; at: number } | null = null
  let speed = 0
  let rest = 0
  let frame = 0

  const scroll = (pixels: number) => {
    const rowHeight = element.clientHeight / terminal.rows
    rest += pixels / rowHeight
    const rows = Math.trunc(rest)
    rest -= rows
    if (rows !== 0) terminal.scrollLines(rows)
  }
  const began = (event: TouchEvent) => {
    cancelAnimationFrame(frame)
    const touch = event.touches.length === 1 ? event.touches[0] : undefined
    last = touch ? { y: touch.clientY, at: event.timeStamp } : null
    speed = 0
  }
  const moved = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (last === null || touch === undefined) return
    event.preventDefault()
    const pixels = last.y - touch.clientY
    speed = pixels / Math.max(1, event.timeStamp - last.at)
    last = { y: touch.clientY, at: event.timeStamp }
    scroll(pixels)
  }
  const ended = () => {
    last = null
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    let before = performance.now()
    const glide = (now: number) => {
      const passed = now - before
      before = now
      scroll(speed * passed)
      speed *= FRICTION ** passed
      if (Math.abs(speed) > SLOWEST) frame = requestAnimationFrame(glide)
    }
    if (Math.abs(speed) > SLOWEST) frame = requestAnimationFrame(glide)
  }

  const stop = new AbortController()
  const { signal } = stop
  element.addEventListener('touchstart', began, { signal, passive: true })
  element.addEventListener('touchmove', moved, { signal, passive: false })
  element.addEventListener('touchend', ended, { signal, passive: true })
  element.addEventListener('touchcancel', ended, { signal, passive: true })
  return () => {
    stop.abort()
    cancelAnimationFrame(frame)
  }
}
