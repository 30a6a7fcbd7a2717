'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and while the page takes over from it, true from then on. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/**
 * Text that depends on the clock or on the time zone, which the server cannot know. Its first paint shows what the
 * server thought; the reader's own time takes its place as soon as the page is alive.
 */
export function TimeText({ className, children }: { className?: string; children: string }) {
  return (
    <span key={useMounted() ? 'here' : 'there'} className={className} suppressHydrationWarning>
      {children}
    </span>
  )
}
