/** npm run integration -- FILE…: integration tests (all without a name), on the server that BINDERY_E2E_SERVER gives. */
import { report, runStage } from './checks/report.mjs'
import { integration } from './checks/stages.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensureOpenSsh } from './setup/openssh.mjs'
import { show } from './setup/spawn.mjs'

await entry(async (files) => {
  const node = await ensureNode()
  await ensureDependencies(node)
  await ensureOpenSsh()
  return report([await runStage(integration(files), { node, chromium: null, run: show })])
})
