import type { Problem } from '../../shared/problem.ts'
import type { ScreenSize } from '../../shared/terminal-row.ts'

/** How a shell ended by itself, as far as anybody can know. */
export type ShellEnd =
  | { how: 'exited'; code: number | null }
  | { how: 'lost'; problem: Problem }
  | { how: 'gone' }

/** What becomes of a shell, told to the terminal that shows it. */
export interface ShellEvents {
  printed(bytes: Buffer): void
  /** What follows begins at this offset: the bytes before it were lost while the way was gone. */
  resumed(at: number): void
  /** The way to it is gone, and it goes on there; null: the way is back. */
  away(problem: Problem | null): void
  /** Once. Nothing comes after it. */
  ended(end: ShellEnd): void
}

/** A program on a terminal somewhere else, as its terminal here steers it. */
export interface Shell {
  /** The program's name: "bash". */
  readonly name: string
  /** Whether it goes on when the way to it is gone. */
  readonly outlivesLink: boolean
  /** Begins to tell. Called once. */
  start(events: ShellEvents): void
  /** Resolves when the other end took it, or there is none any more. */
  type(bytes: Uint8Array): Promise<void>
  resize(size: ScreenSize): void
  /** While paused the program waits with its output. */
  pause(): void
  resume(): void
  /** Ends it. `ended` is not called after this. */
  close(): void
  /** Lets go of it without ending it, where it can go on without us; else as `close`. */
  leave(): void
}
