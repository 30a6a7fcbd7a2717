import type { Store } from '../../store/open-store.ts'
import { type Changes, createChanges } from './changes.ts'
import { createLookRecords, type LookRecords } from './looks.ts'
import { createPlanRecords, type PlanRecords } from './plans.ts'
import { createStepMarks, type StepMarks } from './step-marks.ts'
import { createStepRuns, type StepRuns } from './step-runs.ts'
import { createWishRecords, type WishRecords } from './wishes.ts'

/** All that the database keeps of installs. It goes with the server it belongs to. */
export interface InstallRecords {
  plans: PlanRecords
  wishes: WishRecords
  marks: StepMarks
  runs: StepRuns
  changes: Changes
  looks: LookRecords
}

export function createInstallRecords(store: Store): InstallRecords {
  return {
    plans: createPlanRecords(store),
    wishes: createWishRecords(store),
    marks: createStepMarks(store),
    runs: createStepRuns(store),
    changes: createChanges(store),
    looks: createLookRecords(store),
  }
}
