import type { LucideIcon } from 'lucide-react'

/** A lucide icon as the design draws them: 16 px (14 beside small text), stroke 1.75, never read aloud. */
export function Icon({ of: Drawn, small }: { of: LucideIcon; small?: boolean }) {
  return <Drawn className={small ? 'i s' : 'i'} strokeWidth={1.75} aria-hidden="true" focusable="false" />
}
