/**
 * node scripts/complete-lock.mjs, after npm install changed package-lock.json: adds what the registry at hand did not
 * serve, the programs' builds for other systems (optional dependencies of an exact version, named for their system).
 * Without them npm ci refuses the lock everywhere. They stand without a hash, since nobody here has seen their content.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { completeLock } from './checks/complete-lock.mjs'
import { entry, say } from './setup/entry.mjs'
import { inProject } from './setup/project.mjs'

await entry(async () => {
  const file = inProject('package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const added = completeLock(lock)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  say(
    added.length === 0 ? 'package-lock.json is complete.' : `Added to package-lock.json: ${added.join(', ')}`,
  )
  return 0
})
