'use client'

import { useSyncExternalStore } from 'react'
import type { SocketState } from './socket.ts'
import { tabSocket } from './tab-socket.ts'
import { firstPaintNow } from './use-now.ts'

let firstPaint: SocketState | undefined

const subscribe = (listener: () => void) => tabSocket().subscribe(listener)
const getSnapshot = () => tabSocket().getSnapshot()

function atFirstPaint(): SocketState {
  const snapshot = { state: 'connecting', since: firstPaintNow(), lastBeatAt: null } as const
  if (typeof window === 'undefined') return snapshot
  firstPaint ??= snapshot
  return firstPaint
}

/** How the tab's socket is, for the live badge. Changes at most once a second. */
export function useSocket(): SocketState {
  return useSyncExternalStore(subscribe, getSnapshot, atFirstPaint)
}
