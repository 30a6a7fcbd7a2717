import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever a command was started from. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What set-up keeps between starts; removing it is safe, it comes back. */
export const CACHE = join(ROOT, '.cache')

/** A path inside the project. */
export function inProject(...parts) {
  return join(ROOT, ...parts)
}

/** The text of a file, or null where there is none. */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/** The environment of everything we start: the right Node first on PATH, and nothing reported to anyone. */
export function environmentFor(node, extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':'
  const folder = join(node, '..')
  return {
    ...process.env,
    PATH: [folder, inProject('node_modules', '.bin'), process.env.PATH ?? ''].join(separator),
    NEXT_TELEMETRY_DISABLED: '1',
    ...extra,
  }
}
