import type { ReactNode } from 'react'
import { Mark } from '../ui/mark.tsx'

/** The cloth at the left with a sentence on it, the form at the right. */
export function Cover({ words, version, children }: { words: string; version: string; children: ReactNode }) {
  return (
    <>
      <aside className="front" aria-hidden="true">
        <Mark className="bigmark" />
        <p>{words}</p>
      </aside>
      <main className="signin">
        {children}
        <footer>Bindery {version}</footer>
      </main>
    </>
  )
}
