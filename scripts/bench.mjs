/** npm run bench -- NAME…: the measurements in bench/ (all without a name), each against its goal. */
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensurePages } from './setup/pages.mjs'
import { environmentFor } from './setup/project.mjs'
import { NODE_FLAGS } from './setup/serve.mjs'
import { show } from './setup/spawn.mjs'

await entry(async (args) => {
  const node = await ensureNode()
  await ensureDependencies(node)
  await ensurePages(node)
  return await show(node, [...NODE_FLAGS, 'bench/run.ts', ...args], { env: environmentFor(node) })
})
