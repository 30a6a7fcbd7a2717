import { visible } from './visible.ts'

/**
 * What went wrong, as a person reads it. One closed list of codes serves the engine, the wire and the page.
 *
 * @example throw new AppError('ssh_refused', 'Nothing listens on 10.0.0.9:22.', { hint: 'Is the server on?' })
 */
export const problemCodes = [
  // requests
  'invalid_input',
  'too_large',
  'not_found',
  'method_not_allowed',
  'conflict',
  'forbidden',
  'signed_out',
  'wrong_sign_in',
  'slow_down',
  'foreign_origin',
  'foreign_host',
  'setup_closed',
  'internal',
  'stopping',
  'store_unwritable',
  // reaching a server and signing in to it
  'name_not_found',
  'ssh_refused',
  'ssh_timed_out',
  'ssh_unreachable',
  'not_ssh',
  'host_key_unknown',
  'host_key_changed',
  'no_common_algorithm',
  'ssh_wrong_password',
  'ssh_key_refused',
  'passphrase_wrong',
  'key_unreadable',
  'agent_missing',
  'prompt_unanswered',
  'secret_needed',
  'jump_failed',
  'link_lost',
  'offline',
  // on the server
  'root_refused',
  'sudo_wrong_password',
  'sudo_needs_terminal',
  'sudo_missing',
  'too_many_sessions',
  'forwarding_refused',
  'disk_full',
  'remote_failed',
  'remote_timed_out',
  // runs
  'run_ended',
  // the cluster
  'no_kubernetes',
  'kube_unreachable',
  'kube_refused',
  'no_metrics',
  'metrics_unreachable',
  // the hub of BinderHub
  'no_hub',
  'hub_unreachable',
  'hub_refused',
  'no_shell',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** The wire form of an AppError. `message` says what happened and why, `hint` what to do next. */
export interface Problem {
  code: ProblemCode
  message: string
  hint?: string
  /** What the machine said: one line, at most 300 characters, controls as escapes; shown in mono. */
  said?: string
  /** The form field that caused it, when there is one. */
  field?: string
}

interface ProblemExtras {
  hint?: string | undefined
  said?: string | undefined
  field?: string | undefined
  cause?: unknown
}

/** Every failure a person may meet. Anything else that is thrown is a bug and shown as `internal`. */
export class AppError extends Error {
  readonly code: ProblemCode
  readonly hint: string | undefined
  readonly said: string | undefined
  readonly field: string | undefined

  constructor(code: ProblemCode, message: string, extras: ProblemExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.name = 'AppError'
    this.code = code
    this.hint = extras.hint
    this.said = extras.said === undefined ? undefined : oneLine(extras.said)
    this.field = extras.field
  }

  toJSON(): Problem {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.said === undefined ? {} : { said: this.said }),
      ...(this.field === undefined ? {} : { field: this.field }),
    }
  }
}

const SAID_MAX = 300

/** It comes from a machine that nobody vouches for, and goes to pages, transcripts and logs. */
function oneLine(said: string): string {
  const shown = visible(said.slice(0, SAID_MAX + 1))
  return shown.length <= SAID_MAX ? shown : `${shown.slice(0, SAID_MAX - 1)}…`
}

/** Turns whatever was thrown into a Problem; what is not an AppError gives nothing of itself away. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof AppError) return thrown.toJSON()
  return {
    code: 'internal',
    message: 'Bindery made a mistake.',
    hint: 'Its own log, where it was started, says more.',
  }
}
