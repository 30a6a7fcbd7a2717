import type { Problem } from './problem.ts'

/** Questions that a server asks while signing in and that Bindery cannot answer by itself. */
export interface LinkPrompt {
  id: string
  /** What the server calls this; often empty. */
  title: string
  instructions: string
  questions: { text: string; echo: boolean }[]
}

/**
 * The one SSH connection to a server. Times are milliseconds since the epoch.
 * `offline`: nobody wants it now. `refused`: it will not mend by itself (wrong key, wrong password, changed
 * host key): a person has to act, and Bindery does not try again on its own.
 */
export type LinkState =
  | { state: 'offline'; since: number }
  | { state: 'connecting'; since: number; prompt?: LinkPrompt }
  | { state: 'online'; since: number; heardAt: number; rootBy: 'root' | 'sudo' | 'sudo-password' }
  | {
      state: 'reconnecting'
      since: number
      attempt: number
      nextTryAt: number
      lastHeardAt: number | null
      problem: Problem
    }
  | { state: 'refused'; since: number; problem: Problem }
