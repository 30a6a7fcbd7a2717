import type { FolderSeen } from '../../../shared/plan-look.ts'
import type { Observation } from '../step.ts'
import { folderSeen } from './folder.ts'

/** The folder for volumes that the plan names, and how much room it has. Null where that cannot be told. */
export const storageFolder: Observation<FolderSeen | null> = {
  id: 'storage-folder',
  ask: (plan) => folderSeen(plan.storage.path).ask(plan),
  parse: (answer, plan) => folderSeen(plan.storage.path).parse(answer, plan),
}
