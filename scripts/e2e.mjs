/** npm run e2e -- SUITE…: the end-to-end suites (all without a name), on the server that BINDERY_E2E_SERVER gives. */
import { readdirSync } from 'node:fs'
import { report, runStage } from './checks/report.mjs'
import { endToEnd } from './checks/stages.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry, SetupProblem } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensureOpenSsh } from './setup/openssh.mjs'
import { ensurePages } from './setup/pages.mjs'
import { inProject } from './setup/project.mjs'
import { show } from './setup/spawn.mjs'

await entry(async (args) => {
  const files = args.map((arg) => (arg.startsWith('-') ? arg : fileOf(arg)))
  const node = await ensureNode()
  await ensureDependencies(node)
  await ensureOpenSsh()
  const chromium = await ensureChromium(node)
  await ensurePages(node)
  return report([await runStage(endToEnd(files), { node, chromium, run: show })])
})

/** Playwright takes a pattern, so that "runs" would also start "runs-on-reboot". */
function fileOf(suite) {
  const suites = ['', 'unproven/'].flatMap((folder) =>
    readdirSync(inProject('e2e', folder))
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => folder + name.slice(0, -'.spec.ts'.length)),
  )
  if (suites.includes(suite)) return `e2e/${suite.replaceAll('.', '\\.')}\\.spec\\.ts$`
  throw new SetupProblem(
    `There is no suite "${suite}".`,
    `There are: ${suites.join(', ')}. Flags for Playwright start with - and keep their value: --grep=words.`,
  )
}
