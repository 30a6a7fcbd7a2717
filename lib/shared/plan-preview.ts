import type { Addition, StepId } from './install.ts'

/** GET /api/servers/:server/install/preview?plan=…: what a plan that is not saved yet would do. */
export interface PlanPreview {
  steps: { id: StepId; title: string }[]
  adds: Addition[]
  /** What steps say that they break; a step that breaks nothing on any server says nothing here. */
  breaks: string[]
  /** How long it usually takes on a bare server, in milliseconds. */
  usualMs: number
}
