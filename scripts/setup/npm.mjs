import { SetupProblem } from './entry.mjs'
import { environmentFor } from './project.mjs'
import { capture } from './spawn.mjs'

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
/** npm's own waits between tries are up to a minute: without a network nobody should wait that long to hear of it. */
const SHORT_WAITS = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000']
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/

/**
 * Runs npm without install scripts and without noise. Throws a SetupProblem with what npm said.
 * @param {string} node the Node that npm itself runs on, and that it finds first on PATH
 * @param {readonly string[]} args
 * @param {{ what: string, deadlineMs: number }} options `what` is "The dependencies"
 */
export async function npm(node, args, { what, deadlineMs }) {
  const cli = process.env.npm_execpath
  const [command, first] = cli?.endsWith('npm-cli.js') ? [node, [cli]] : ['npm', []]
  const everything = [...first, ...args, ...QUIET, ...SHORT_WAITS]
  const { code, output } = await capture(command, everything, {
    env: environmentFor(node),
    deadlineMs,
  }).catch(noNpm)
  if (code === 0) return
  process.stderr.write(output)
  if (NO_NETWORK.test(output))
    throw new SetupProblem(
      `${what} could not be downloaded: the npm registry cannot be reached from here.`,
      'Check the network (behind a proxy: npm config set https-proxy http://PROXY:PORT) and run the same command again.',
    )
  throw new SetupProblem(
    `${what} could not be installed.`,
    'What npm said stands above. Mend that and run the same command again.',
  )
}

function noNpm(error) {
  if (error.code !== 'ENOENT') throw error
  throw new SetupProblem(
    'npm was not found on this machine.',
    'Install Node with npm (any version from 18 up) and run the same command again.',
  )
}
