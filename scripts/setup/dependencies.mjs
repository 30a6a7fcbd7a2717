import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { timed } from './entry.mjs'
import { fingerprint } from './fingerprint.mjs'
import { npm } from './npm.mjs'
import { CACHE, inProject, readIfThere } from './project.mjs'
import { inTurn } from './turn.mjs'

/** Which package-lock.json the installed tree was made from; written only after npm succeeded. */
const STAMP = inProject('node_modules', '.bindery-lock')

/**
 * Installs exactly what package-lock.json says, unless it is there already.
 * @param {string} node
 */
export async function ensureDependencies(node) {
  if (isInstalled()) return
  await inTurn(join(CACHE, 'setup.turn'), async () => {
    if (isInstalled()) return
    await timed('Installing the dependencies', () =>
      // NODE_ENV=production must not leave out what builds the pages.
      npm(node, ['ci', '--include=dev'], { what: 'The dependencies', deadlineMs: 15 * 60_000 }),
    )
    writeFileSync(STAMP, wanted())
  })
}

function isInstalled() {
  return readIfThere(STAMP) === wanted()
}

function wanted() {
  return fingerprint(['package-lock.json'])
}
