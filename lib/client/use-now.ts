'use client'

import { useSyncExternalStore } from 'react'
import { useFirstPaint } from './first-paint.tsx'
import { tabSocket } from './tab-socket.ts'

const TICK_MS = 1_000

const listeners = new Set<() => void>()
let shown = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  shown = tabSocket().now()
  for (const listener of [...listeners]) listener()
}

/** Ticks while somebody looks: with listeners, in a tab that is not hidden. */
function adjust(): void {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible'
  if (wanted && timer === undefined) {
    tick()
    timer = setInterval(tick, TICK_MS)
  } else if (!wanted) {
    clearInterval(timer)
    timer = undefined
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', adjust)
  listeners.add(listener)
  adjust()
  return () => {
    listeners.delete(listener)
    adjust()
    if (listeners.size === 0) document.removeEventListener('visibilitychange', adjust)
  }
}

function getSnapshot(): number {
  // Nothing ticked for a while: the first to look must not see the time of the last one who did.
  if (timer === undefined && Math.abs(tabSocket().now() - shown) >= TICK_MS) shown = tabSocket().now()
  return shown
}

/** Now, in milliseconds since the epoch by the engine's clock: one tick a second for the whole page. */
export function useNow(): number {
  const first = useFirstPaint()
  return useSyncExternalStore(subscribe, getSnapshot, () => first)
}
