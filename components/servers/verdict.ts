import type { Facts } from '../../lib/shared/facts.ts'
import { judgeDocker, judgeFirewall, judgeKubernetes, judgeNetwork, judgePorts } from './verdict-cluster.ts'
import {
  judgeClock,
  judgeDisk,
  judgeHostname,
  judgeMemory,
  judgeRoot,
  judgeSnapd,
  judgeSystem,
} from './verdict-machine.ts'

/** Whether one fact suits a MicroK8s with a BinderHub on it. The limits come from MicroK8s' own checks. */
export interface Verdict {
  fact: string
  found: string
  needed: string
  /** `warn` can be mended before an install, `fail` cannot be installed on, `unk` could not be read. */
  kind: 'ok' | 'warn' | 'fail' | 'unk'
  word: string
  /** For the sentence over the table: "set its clock first" (`warn`), "it has 4 GB of memory" (`fail`). */
  say?: string
  /** Why it matters and what to do, for what is not fine. */
  note?: { lead: string; text: string; command?: string }
}

/** How Bindery is root on this server, as its link reports it; null while that is not known. */
export type RootBy = 'root' | 'sudo' | 'sudo-password' | null

/** Judges every fact, in the order of the table. */
export function judge(facts: Facts, user: string, rootBy: RootBy): Verdict[] {
  return [
    judgeSystem(facts),
    judgeMemory(facts),
    judgeDisk(facts),
    judgeRoot(user, rootBy),
    judgeHostname(facts),
    judgeNetwork(facts),
    judgePorts(facts),
    judgeFirewall(facts),
    judgeSnapd(facts),
    judgeKubernetes(facts),
    judgeDocker(facts),
    judgeClock(facts),
  ]
}

/** One or two sentences over all verdicts: what stands against it, else what to do first, else that it is good. */
export function verdictSentence(verdicts: Verdict[]): string {
  const against = said(verdicts, 'fail')
  if (against.length > 0) return `This server does not fit yet: ${listed(against)}.`
  const unknown = verdicts.filter((verdict) => verdict.kind === 'unk')
  const good =
    unknown.length > 0 ? 'A good server as far as Bindery could see.' : 'A good server for a BinderHub.'
  const first = said(verdicts, 'warn')
  return first.length > 0 ? `${good} ${capital(listed(first))}.` : good
}

function said(verdicts: Verdict[], kind: Verdict['kind']): string[] {
  return verdicts.flatMap((verdict) => (verdict.kind === kind && verdict.say ? [verdict.say] : []))
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
