import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupProblem, timed } from './entry.mjs'
import { fingerprint } from './fingerprint.mjs'
import { CACHE, environmentFor, inProject, readIfThere } from './project.mjs'
import { capture } from './spawn.mjs'
import { inTurn } from './turn.mjs'

/** Everything that ends up in the built pages. Of lib/server that is one file and types (pages.test.mjs). */
export const PAGE_SOURCES = [
  'app',
  'components',
  'lib/client',
  'lib/server/engine.ts',
  'lib/shared',
  'public',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

const STAMP = inProject('.next', '.bindery-build')

/**
 * Builds the pages, unless they are built from just these sources.
 * @param {string} node
 */
export async function ensurePages(node) {
  if (readIfThere(STAMP) === fingerprint(PAGE_SOURCES)) return
  await inTurn(join(CACHE, 'setup.turn'), async () => {
    const wanted = fingerprint(PAGE_SOURCES)
    if (readIfThere(STAMP) === wanted) return
    rmSync(STAMP, { force: true })
    await timed('Building the pages', () => build(node))
    mkdirSync(dirname(STAMP), { recursive: true })
    writeFileSync(STAMP, wanted)
  })
}

async function build(node) {
  const { code, output } = await capture(node, [inProject('node_modules/next/dist/bin/next'), 'build'], {
    env: environmentFor(node, { NODE_ENV: 'production' }),
    deadlineMs: 10 * 60_000,
  })
  if (code === 0) return
  process.stderr.write(output)
  throw new SetupProblem(
    'The pages could not be built.',
    'What next build said stands above. Mend that and run the same command again.',
  )
}
