// A console reduced to its installs, in a process of its own that a test may kill: `node install-part.ts PLAN`, where
// PLAN is the JSON of InstallPartPlan. It goes on with what the data folder has, or starts all steps where that has
// nothing, and prints how it ended once it has.

import { stepIds } from '../shared/install.ts'
import { installRig, rigStep } from './install-rig.ts'
import { localLink } from './local-shell.ts'
import { runConsole } from './run-console.ts'

export interface InstallPartPlan {
  /** The data folder. */
  folder: string
  /** What stands for /var/lib/bindery; ends with /. Scripts note there that they ran. */
  base: string
  /** The first so many steps are done, each in this many seconds. */
  steps: number
  seconds: number
}

const plan = JSON.parse(process.argv[2] ?? '') as InstallPartPlan
const link = localLink()
const here = runConsole({ link, base: plan.base, folder: plan.folder })
const steps = stepIds.slice(0, plan.steps).map((id) =>
  rigStep({
    id,
    folder: plan.base,
    script: `sleep ${plan.seconds}; echo done >${plan.base}${id}`,
  }),
)
const rig = installRig(here, link, steps)
here.runs.resume()
const { wishes } = rig.installer.world.records
if (!wishes.of('srv') && !wishes.endOf('srv')) rig.start()
else rig.installer.resume()
const ended = await rig.ended(120_000)
console.log(JSON.stringify(ended))
await rig.stop()
await here.runs.stop()
if (here.logged.some((line) => line.includes('internal'))) throw new Error(here.logged.join('\n'))
