import type { Problem, ProblemCode } from '../../lib/shared/problem.ts'

const atRoot: ReadonlySet<ProblemCode> = new Set([
  'root_refused',
  'sudo_wrong_password',
  'sudo_needs_terminal',
  'sudo_missing',
])

/** True where signing in works, and only becoming root does not. */
export function stopsAtRoot({ code, field }: Problem): boolean {
  return atRoot.has(code) || field === 'sudoPassword'
}

/** "lets Bindery in, but not become root", or that it does not let Bindery in at all. */
export function refusalWords(problem: Problem): string {
  return stopsAtRoot(problem) ? 'lets Bindery in, but not become root' : 'does not let Bindery in'
}
