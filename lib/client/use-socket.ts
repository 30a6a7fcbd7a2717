'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useFirstPaint } from './first-paint.tsx'
import type { SocketState } from './socket.ts'
import { tabSocket } from './tab-socket.ts'

const subscribe = (listener: () => void) => tabSocket().subscribe(listener)
const getSnapshot = () => tabSocket().getSnapshot()

/** How the tab's socket is, for the live badge. Changes at most once a second. */
export function useSocket(): SocketState {
  const since = useFirstPaint()
  const first = useMemo((): SocketState => ({ state: 'connecting', since, lastBeatAt: null }), [since])
  return useSyncExternalStore(subscribe, getSnapshot, () => first)
}
