'use client'

import { usePerson } from './person.tsx'

/** Why everything that acts is disabled for a viewer, where no pointer can hover over it to ask. */
export function ViewerNote({ place }: { place: 'inset' | 'measure' | '' }) {
  const { role } = usePerson()
  if (role !== 'viewer') return null
  return (
    <p className={`hint viewer-note ${place}`}>You are a viewer: you see everything and change nothing.</p>
  )
}
