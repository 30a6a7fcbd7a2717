import type { Problem } from '../../lib/shared/problem.ts'

/** What the page around a terminal shows of it. A new object whenever something of it changed. */
export interface ViewState {
  phase: 'opening' | 'streaming' | 'ended'
  problem: Problem | null
  /** The newest line is on the screen, and stays there. */
  atEnd: boolean
  /** Lines that came since the person scrolled up. */
  newLines: number
  /** Where the search stands: which hit of how many, counted from 1; null while nothing is searched. */
  found: { hit: number; of: number } | null
}

export const initialViewState: ViewState = {
  phase: 'opening',
  problem: null,
  atEnd: true,
  newLines: 0,
  found: null,
}
