import type { Problem } from '../../lib/shared/problem.ts'
import type { ScreenSize } from '../../lib/shared/terminal-row.ts'
import type { Warning } from './terminal-guard.ts'

/** What the page around a shell shows of it. A new object whenever something of it changed. */
export interface ShellState {
  /** `ended`: the shell is no more, and all that it printed stands here. */
  phase: 'opening' | 'open' | 'ended'
  /** Why it cannot be shown (any longer). */
  problem: Problem | null
  size: ScreenSize
  /** False while another screen has the say: typing here takes it over. */
  yours: boolean
  /** Something is selected, so that it can be copied. */
  selected: boolean
  /** What the typed line would break. */
  warning: Warning | null
  /** Several lines that wait for a yes before they are pasted. */
  pasting: string | null
  /** The key row's Ctrl is held for the next key. */
  ctrl: boolean
  found: { hit: number; of: number } | null
  /** Lines above the screen are looked at. */
  scrolledUp: boolean
}

export const initialShellState: ShellState = {
  phase: 'opening',
  problem: null,
  size: { cols: 80, rows: 24 },
  yours: true,
  selected: false,
  warning: null,
  pasting: null,
  ctrl: false,
  found: null,
  scrolledUp: false,
}
