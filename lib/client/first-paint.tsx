'use client'

import { createContext, type ReactNode, useContext } from 'react'

const PaintedAt = createContext<number | null>(null)

/**
 * Says when the server made this page, in milliseconds since the epoch by its clock. The browser takes over from it
 * at that time, however much later it gets to that: what was 8 s old there must not be 12 s old here, or the two differ.
 */
export function FirstPaintProvider({ at, children }: { at: number; children: ReactNode }) {
  return <PaintedAt value={at}>{children}</PaintedAt>
}

/** When this page was made; outside the provider, the time at which each side first asks. */
export function useFirstPaint(): number {
  return useContext(PaintedAt) ?? firstAsked()
}

let asked: number | undefined

function firstAsked(): number {
  if (typeof window === 'undefined') return Date.now()
  asked ??= Date.now()
  return asked
}
