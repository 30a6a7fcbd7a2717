import { crash } from './crash.ts'
import type { Diagnosis } from './diagnosis.ts'
import { ended } from './ended.ts'
import type { PodCase } from './facts.ts'
import { imagePull } from './image-pull.ts'
import { mounts } from './mounts.ts'
import { notReady } from './not-ready.ts'
import { notStarting } from './not-starting.ts'
import { outOfMemory } from './out-of-memory.ts'
import { schedulerDown } from './scheduler-down.ts'
import { terminating } from './terminating.ts'
import { unschedulable } from './unschedulable.ts'

/** Each looks for one family of trouble. The first that finds something is told: causes before what follows of them. */
const families: readonly ((given: PodCase) => Diagnosis | null)[] = [
  terminating,
  outOfMemory,
  ended,
  unschedulable,
  schedulerDown,
  imagePull,
  mounts,
  crash,
  notStarting,
  notReady,
]

/** What is wrong with a pod, why, and what to do; null where nothing is. */
export function diagnosePod(given: PodCase): Diagnosis | null {
  for (const family of families) {
    const found = family(given)
    if (found) return found
  }
  return null
}
