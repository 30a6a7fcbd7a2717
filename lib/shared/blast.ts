/** What an action will do, said before it is done: the "blast line" of the design. Empty lists are left out. */
export interface Blast {
  /** The exact commands or calls, as they will run. */
  runs: string[]
  restarts: string[]
  breaks: string[]
  keeps: string[]
  undo: string
}
