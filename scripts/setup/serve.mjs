import { environmentFor, inProject } from './project.mjs'
import { start } from './spawn.mjs'

/**
 * node:sqlite still announces itself as experimental in Node 24. The small young generation (in MB) is for bytes that
 * pass through: V8 frees their buffers only when it is full, and 1 GB of output cost 80 MB of memory instead of 20.
 */
export const NODE_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=1']

/**
 * Runs the console until it ends, and gives its exit code. It gets our signals, and shuts down when we are gone.
 * @param {string} node
 * @param {readonly string[]} args
 */
export async function serve(node, args) {
  const mode = args.includes('--dev') ? 'development' : 'production'
  const leash = inProject('scripts', 'setup', 'leash.mjs')
  return await start(node, [...NODE_FLAGS, '--import', leash, 'lib/server/main.ts', ...args], {
    env: environmentFor(node, { NODE_ENV: mode }),
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    endsItself: true,
  }).done
}
