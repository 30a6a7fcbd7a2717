/** npm run verify: types, lint, dead code and unit tests, in under a minute. */
import { clocked, report } from './checks/report.mjs'
import { deadCode, lint, types, unit } from './checks/stages.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry, say } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { capture } from './setup/spawn.mjs'

const DEADLINE_MS = 5 * 60_000

await entry(async () => {
  const node = await ensureNode()
  await ensureDependencies(node)
  // Two at a time, the tests being one: more would only be slower on two cores.
  const [checks, tests] = await Promise.all([oneByOne([types, lint, deadCode], node), oneByOne([unit], node)])
  return report([...checks, ...tests])
})

async function oneByOne(stages, node) {
  const results = []
  for (const stage of stages) {
    const printed = []
    const run = async (command, args, options) => {
      const { code, output } = await capture(command, args, { ...options, deadlineMs: DEADLINE_MS })
      printed.push(output.trimEnd())
      return code
    }
    results.push(await clocked(stage, { node, chromium: null, run }))
    // What a stage printed stays together, although two run at once.
    say(`\n== ${stage.title}\n${printed.filter((text) => text !== '').join('\n')}`)
  }
  return results
}
