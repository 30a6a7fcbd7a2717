import type { ProblemCode } from '../../shared/problem.ts'

/**
 * The HTTP status of each problem. What a server did to us, or did not do, is 424: a proxy before the console says
 * 502, 503 and 504 for itself, and may put a page of its own in the place of ours. A code that is not here does not compile.
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
  store_unwritable: 507,

  name_not_found: 424,
  ssh_refused: 424,
  ssh_timed_out: 424,
  ssh_unreachable: 424,
  not_ssh: 424,
  host_key_unknown: 409,
  host_key_changed: 409,
  no_common_algorithm: 424,
  ssh_wrong_password: 422,
  ssh_key_refused: 422,
  passphrase_wrong: 422,
  key_unreadable: 422,
  agent_missing: 422,
  prompt_unanswered: 422,
  secret_needed: 422,
  jump_failed: 424,
  link_lost: 424,
  offline: 424,

  root_refused: 422,
  sudo_wrong_password: 422,
  sudo_needs_terminal: 422,
  sudo_missing: 422,
  too_many_sessions: 424,
  forwarding_refused: 424,
  disk_full: 424,
  remote_failed: 424,
  remote_timed_out: 424,

  run_ended: 409,

  no_kubernetes: 424,
  kube_unreachable: 424,
  kube_refused: 424,

  no_metrics: 424,
  metrics_unreachable: 424,
  no_hub: 424,
  hub_unreachable: 424,
  hub_refused: 424,
  no_shell: 424,
}
