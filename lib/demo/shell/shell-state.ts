import type { Command } from './ast.ts'
import type { Sink, Source } from './pipe.ts'

/** A shell variable: text, or an array (sparse ones are not kept sparse). */
export type Value = string | string[] | Map<string, string>

/** What a descriptor leads to. */
export interface Descriptor {
  source?: Source
  sink?: Sink
}

/** What a subshell inherits by copy. */
export interface ShellState {
  variables: Map<string, Value>
  exported: Set<string>
  functions: Map<string, Command<'FunctionDef'>>
  positional: string[]
  descriptors: Map<number, Descriptor>
  /** `$0`. */
  name: string
  cwd: string
  status: number
  errexit: boolean
  nounset: boolean
  pipefail: boolean
  traps: Map<string, string>
  umask: number
  /** When the shell began, for SECONDS: as `elapsed` counts. */
  began: number
  lastBackground: number
}

export function copyState(state: ShellState): ShellState {
  return {
    ...state,
    variables: new Map([...state.variables].map(([name, value]) => [name, copyValue(value)])),
    exported: new Set(state.exported),
    functions: new Map(state.functions),
    positional: [...state.positional],
    descriptors: new Map(state.descriptors),
    // A subshell starts without its parent's EXIT trap.
    traps: new Map(),
  }
}

function copyValue(value: Value): Value {
  if (Array.isArray(value)) return [...value]
  return value instanceof Map ? new Map(value) : value
}

/** What the flow of a script is interrupted by. */
export class Leave {
  readonly how: 'exit' | 'return' | 'break' | 'continue'
  /** Exit code, or how many loops. */
  readonly count: number

  constructor(how: Leave['how'], count: number) {
    this.how = how
    this.count = count
  }
}

/** A mistake that ends the script, as bash says it. */
export class ShellError extends Error {}
