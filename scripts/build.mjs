/** npm run build: the pages, from scratch only where their sources changed. */
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensurePages } from './setup/pages.mjs'

await entry(async () => {
  const node = await ensureNode()
  await ensureDependencies(node)
  await ensurePages(node)
  return 0
})
