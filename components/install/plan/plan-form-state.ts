import type { Plan } from '../../../lib/shared/plan.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import type { PlanDraft } from './plan-draft.ts'

/** What every part of the form knows. */
export interface PlanForm {
  draft: PlanDraft
  change: (part: Partial<PlanDraft>) => void
  /** What the draft says, whole or not. */
  plan: Plan
  look: PlanLook
  /** What is wrong with a field, or missing from it once it was tried to go on. */
  errorAt: (field: string) => string | null
  /** What to be careful about. */
  adviceAt: (field: string) => string | null
}
