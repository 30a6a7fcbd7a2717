import { formatDuration } from '../../../lib/shared/format.ts'
import type { Problem, ProblemCode } from '../../../lib/shared/problem.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import type { Stage } from '../stages.tsx'
import { stopsAtRoot } from '../stops-at-root.ts'

const rootWords = {
  root: 'signed in as root',
  sudo: 'sudo without a password',
  'sudo-password': 'sudo with a password',
}

const atReach: ReadonlySet<ProblemCode> = new Set([
  'name_not_found',
  'ssh_refused',
  'ssh_timed_out',
  'ssh_unreachable',
  'not_ssh',
  'jump_failed',
  'link_lost',
  'no_common_algorithm',
])
const atHostKey: ReadonlySet<ProblemCode> = new Set(['host_key_changed', 'host_key_unknown'])

/** The way into a server in stages, read off its link: what is done, what is going on, where it stopped. */
export function connectStages(server: ServerRow): Stage[] {
  const { link, facts, user } = server
  const reached = progress(server)
  const titles = [
    ['reach', 'Reaches it', `${server.host}, port ${server.port}`],
    ['host-key', 'Knows its host key', `confirmed by ${server.hostKey.confirmedBy}`],
    ['sign-in', `Signs in as ${user}`, signInEvidence(server)],
    ['root', 'Becomes root', link.state === 'online' ? rootWords[link.rootBy] : ''],
    ['look', 'Looks around, changes nothing', facts === null ? '' : `in ${formatDuration(facts.tookMs)}`],
  ] as const
  return titles.map(([id, title, evidence], index) => {
    if (index < reached.done) return { id, title, kind: 'ok', evidence }
    if (index > reached.done) return { id, title, kind: 'todo' }
    return {
      id,
      title,
      kind: reached.kind,
      evidence: reached.problem?.message ?? (reached.kind === 'wait' ? 'waiting for you' : ''),
    }
  })
}

interface Progress {
  /** How many stages are behind us. */
  done: number
  kind: 'work' | 'wait' | 'fail'
  problem?: Problem
}

function progress(server: ServerRow): Progress {
  const { link, facts } = server
  switch (link.state) {
    case 'online':
      return { done: facts === null ? 4 : 5, kind: 'work' }
    case 'offline':
      return { done: 0, kind: 'work' }
    case 'connecting':
      // The server speaks only after the host key was checked: a question is part of signing in.
      return link.prompt === undefined ? { done: 0, kind: 'work' } : { done: 2, kind: 'wait' }
    case 'reconnecting':
      return { done: stageOf(link.problem), kind: 'fail', problem: link.problem }
    case 'refused':
      // A key that nobody has put there yet is no failure: it is what the person is asked to do.
      return waitsForKey(server)
        ? { done: 2, kind: 'wait' }
        : { done: stageOf(link.problem), kind: 'fail', problem: link.problem }
  }
}

/** True for a server that never let Bindery's own key in so far. */
export function waitsForKey({ link, facts, signIn }: ServerRow): boolean {
  return (
    link.state === 'refused' &&
    link.problem.code === 'ssh_key_refused' &&
    signIn === 'own-key' &&
    facts === null
  )
}

/** The stage that a problem belongs to, counted from 0. */
function stageOf(problem: Problem): number {
  const { code } = problem
  if (atReach.has(code)) return 0
  if (atHostKey.has(code)) return 1
  return stopsAtRoot(problem) ? 3 : 2
}

function signInEvidence({ signIn }: ServerRow): string {
  switch (signIn) {
    case 'own-key':
      return 'with a key made for this server'
    case 'key':
      return 'with your key'
    case 'password':
      return 'with a password'
    case 'agent':
      return 'with the SSH agent'
    case 'ask':
      return 'with what you answered'
  }
}
