/** npm start: installs what is missing, builds what is stale, and runs the console. */
import { readFileSync } from 'node:fs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { entry } from './setup/entry.mjs'
import { ensureNode } from './setup/node-24.mjs'
import { ensurePages } from './setup/pages.mjs'
import { inProject } from './setup/project.mjs'
import { serve } from './setup/serve.mjs'
import { show } from './setup/spawn.mjs'

await entry(async (args) => {
  if (args.includes('--version')) {
    console.log(`bindery ${JSON.parse(readFileSync(inProject('package.json'), 'utf8')).version}`)
    return 0
  }
  const node = await ensureNode()
  if (args.includes('--help')) {
    // The list of options imports nothing, so help needs no install.
    return await show(node, [
      '--eval',
      "import('./lib/server/config/options.ts').then((it) => console.log(it.helpText()))",
    ])
  }
  await ensureDependencies(node)
  if (!args.includes('--dev')) await ensurePages(node)
  return await serve(node, args)
})
