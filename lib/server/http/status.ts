import type { ProblemCode } from '../../shared/problem.ts'

/**
 * The HTTP status of each problem. What a server did to us is no fault of the request and none of the console's:
 * 502, or 504 where it took too long. A code that is not here does not compile.
 */
export const statusOf: Readonly<Record<ProblemCode, number>> = {
  invalid_input: 400,
  too_large: 413,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  forbidden: 403,
  signed_out: 401,
  wrong_sign_in: 401,
  slow_down: 429,
  foreign_origin: 403,
  foreign_host: 421,
  setup_closed: 409,
  internal: 500,
  stopping: 503,

  name_not_found: 502,
  ssh_refused: 502,
  ssh_timed_out: 504,
  ssh_unreachable: 502,
  not_ssh: 502,
  host_key_unknown: 409,
  host_key_changed: 409,
  no_common_algorithm: 502,
  ssh_wrong_password: 422,
  ssh_key_refused: 422,
  passphrase_wrong: 422,
  key_unreadable: 422,
  agent_missing: 422,
  prompt_unanswered: 422,
  secret_needed: 422,
  jump_failed: 502,
  link_lost: 502,
  offline: 503,

  root_refused: 422,
  sudo_wrong_password: 422,
  sudo_needs_terminal: 422,
  sudo_missing: 422,
  too_many_sessions: 503,
  forwarding_refused: 502,
  disk_full: 502,
  remote_failed: 502,
  remote_timed_out: 504,

  run_ended: 409,
}
