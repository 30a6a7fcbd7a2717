/** npm run admin -- COMMAND: what the person at the machine can do without signing in, such as a new password. */
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { environmentFor } from './setup/project.mjs'
import { NODE_FLAGS } from './setup/serve.mjs'
import { show } from './setup/spawn.mjs'

await entry(async (args) => {
  const node = await ensureNode()
  await ensureDependencies(node)
  return await show(node, [...NODE_FLAGS, 'lib/server/admin.ts', ...args], { env: environmentFor(node) })
})
