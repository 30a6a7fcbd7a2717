// An engine reduced to its runs, in a process of its own that a test may kill: `node engine-part.ts PLAN`, where PLAN is
// the JSON of EnginePlan. It carries what the data folder has, or starts the plan's script where that has nothing,
// prints every row as one line of JSON, and ends once no run is left.

import { Link } from '../server/ssh/link.ts'
import type { LinkTarget } from '../server/ssh/link-target.ts'
import { AppError } from '../shared/problem.ts'
import { runHasEnded } from '../shared/run-row.ts'
import { runConsole } from './run-console.ts'

export interface EnginePlan {
  folder: string
  target: LinkTarget
  script: string
}

const plan = JSON.parse(process.argv[2] ?? '') as EnginePlan
const link = new Link({ target: async () => plan.target })
link.open()
const here = runConsole({ link, folder: plan.folder })
here.runs.resume()
const [id = here.start(plan.script)] = here.puts.map((row) => row.id)
const print = (): void => {
  for (const row of here.puts.splice(0)) console.log(JSON.stringify(row))
}
await here.until(id, (row) => {
  print()
  return runHasEnded(row.status)
})
await here.runs.stop()
await link.close()
if (here.logged.some((line) => line.includes('internal')))
  throw new AppError('internal', here.logged.join('\n'))
process.stderr.write(`${JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS })}\n`)
