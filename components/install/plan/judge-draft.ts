import { parsePoolText } from '../../../lib/shared/ipv4.ts'
import { type Plan, planSchema } from '../../../lib/shared/plan.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import { type PlanProblem, wrong } from '../../../lib/shared/plan-rules/plan-problem.ts'
import { planProblems } from '../../../lib/shared/plan-rules/plan-problems.ts'
import type { PlanDraft } from './plan-draft.ts'

export interface Judgement {
  problems: PlanProblem[]
  /** What has to be typed before anything can be checked: "an account", with its field. */
  missing: { field: string; what: string }[]
}

/** What is wrong with the form, or not there yet, field by field: what a field is by itself comes before what it is here. */
export function judgeDraft(draft: PlanDraft, plan: Plan, look: PlanLook, needsToken: boolean): Judgement {
  const missing = missingFrom(draft, needsToken)
  const parsed = planSchema.safeParse(plan)
  const alone = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => wrong(path.map(String).join('.'), message))
  if (parsePoolText(draft.pool) === null)
    alone.unshift(wrong('pool.first', 'Write a first and a last address: 10.0.0.201-10.0.0.210.'))
  const quiet = new Set(missing.map(({ field }) => field))
  // The prefix follows the account: while that is missing, there is nothing to say of it.
  if (quiet.size > 0 && draft.imagePrefix.trim() === '') quiet.add('imagePrefix')
  const problems: PlanProblem[] = []
  for (const problem of [...alone, ...planProblems(plan, look)]) {
    const spoken = problems.some(({ field }) => groupOf(field) === groupOf(problem.field))
    if (!quiet.has(problem.field) && (!spoken || problem.severity === 'careful')) problems.push(problem)
  }
  return { missing, problems: problems.filter((one) => !isOvershadowed(one, problems)) }
}

function missingFrom(draft: PlanDraft, needsToken: boolean): Judgement['missing'] {
  const missing: Judgement['missing'] = []
  if (draft.registryKind === 'docker-hub' && draft.account.trim() === '')
    missing.push({ field: 'registry.account', what: 'your account on Docker Hub' })
  if (draft.registryKind === 'v2' && draft.user.trim() === '')
    missing.push({ field: 'registry.user', what: 'your user at the registry' })
  if (needsToken) missing.push({ field: 'registryToken', what: 'a token that may write' })
  return missing
}

/** Both ends of the range are one field of the form. */
function groupOf(field: string): string {
  return field.startsWith('pool.') ? 'pool' : field
}

/** Advice about a field that cannot work anyway only distracts. */
function isOvershadowed(problem: PlanProblem, all: readonly PlanProblem[]): boolean {
  return (
    problem.severity === 'careful' &&
    all.some(({ field, severity }) => severity === 'wrong' && groupOf(field) === groupOf(problem.field))
  )
}

/** What to say under a field of the form. `pool` stands for both of its ends. */
export function problemsAt(
  problems: readonly PlanProblem[],
  field: string,
  severity: PlanProblem['severity'],
): string | null {
  const found = problems.filter((one) => groupOf(one.field) === field && one.severity === severity)
  return found.length === 0 ? null : found.map(({ message }) => message).join(' ')
}
