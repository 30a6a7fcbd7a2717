import type { Problem } from './problem.ts'

/** Columns and rows of a screen. */
export interface ScreenSize {
  cols: number
  rows: number
}

/** What a terminal can be as small and as large as. */
export const SCREEN_LIMITS = { cols: { min: 2, max: 500 }, rows: { min: 1, max: 300 } } as const

/** How much of what was printed is kept for whoever comes back, in bytes. */
export const REPLAY_BYTES = 512 * 1024

/** How long a terminal is kept while nobody looks at it, in milliseconds. */
export const KEPT_UNWATCHED_MS = { server: 30 * 60_000, pod: 10 * 60_000 } as const

/** Where the shell runs. `debug`: in a container that was added to the pod for it. */
export type TerminalPlace =
  | { on: 'server'; user: string }
  | { on: 'pod'; namespace: string; pod: string; uid: string; container: string; debug: boolean }

/**
 * Why a shell is no more. `code`: what it exited with, null where nobody could say. `gone`: it was not there any more
 * when Bindery came back to it.
 */
export type TerminalEnd =
  | { how: 'exited'; code: number | null }
  | { how: 'closed'; by: string }
  | { how: 'unwatched' }
  | { how: 'signed-out' }
  | { how: 'lost'; problem: Problem }
  | { how: 'gone' }
  | { how: 'stopped' }

/** `away`: the way to it is gone, and the shell goes on at the other end. */
export type TerminalState =
  | { is: 'open' }
  | { is: 'away'; since: number; problem: Problem }
  | { is: 'ended'; at: number; end: TerminalEnd }

/** A terminal as lists see it: nothing of what stands in it. Times are milliseconds since the epoch. */
export interface TerminalRow {
  id: string
  serverId: string
  place: TerminalPlace
  title: string
  /** Who opened it: nobody else may look into it. */
  by: string
  openedAt: number
  /** The program: "bash". */
  shell: string
  size: ScreenSize
  /** Screens on which it is shown now. */
  viewers: number
  /** Since when nobody looks; null while somebody does. */
  unwatchedSince: number | null
  /** Whether the shell outlives the connection it is reached by. */
  outlivesLink: boolean
  state: TerminalState
}
