/** npm test: sets everything up, Chromium and OpenSSH included, and makes every check there is. */
import { report, runStage } from './checks/report.mjs'
import { build, deadCode, endToEnd, integration, lint, types, unit } from './checks/stages.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensureOpenSsh } from './setup/openssh.mjs'
import { show } from './setup/spawn.mjs'

await entry(async () => {
  const node = await ensureNode()
  await ensureDependencies(node)
  await ensureOpenSsh()
  const chromium = await ensureChromium(node)
  const context = { node, chromium, run: show }

  const results = []
  for (const stage of [types, lint, deadCode, unit, integration(), build, endToEnd()]) {
    results.push(await runStage(stage, context))
  }
  return report(results)
})
