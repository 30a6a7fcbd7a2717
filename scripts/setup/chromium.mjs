import { existsSync } from 'node:fs'
import { aptInstall, canUseApt } from './apt.mjs'
import { say, timed } from './entry.mjs'
import { environmentFor, inProject } from './project.mjs'
import { capture } from './spawn.mjs'
import { which } from './which.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The Chromium of this machine: $BINDERY_CHROMIUM, or the first that is installed. Null where there is none. */
export function findChromium() {
  const named = process.env.BINDERY_CHROMIUM
  if (named !== undefined && named !== '') return named
  for (const name of NAMES) {
    const found = which(name)
    if (found !== null) return found
  }
  return null
}

/**
 * A Chromium that starts: the machine's, else from apt-get as root on Debian and Ubuntu, else Playwright's own.
 * @param {string} node
 * @returns {Promise<string | null>} its path; null, with the reason said, where none could be had
 */
export async function ensureChromium(node) {
  const here = await working(findChromium())
  if (here !== null) return here
  if (canUseApt() && (await aptInstall(['chromium']))) {
    const installed = await working(which('chromium'))
    if (installed !== null) return installed
  }
  const own = await playwrightsOwn(node)
  if (own === null)
    say('There is no Chromium here and none could be installed: install one, or name it in BINDERY_CHROMIUM.')
  return own
}

/** Ubuntu's package chromium-browser is a stub that asks for snap: only one that answers counts. */
async function working(executable) {
  if (executable === null) return null
  const asked = await capture(executable, ['--version'], { deadlineMs: 30_000 }).catch((error) => ({
    code: -1,
    output: String(error),
  }))
  if (asked.code === 0) return executable
  say(`${executable} does not run: ${asked.output.trim().split('\n')[0]}`)
  return null
}

async function playwrightsOwn(node) {
  const env = environmentFor(node)
  const path = await capture(node, ['--print', "require('playwright-core').chromium.executablePath()"], {
    env,
    deadlineMs: 30_000,
  })
  const executable = path.output.trim()
  if (existsSync(executable)) return executable
  const { code, output } = await timed("Downloading Playwright's Chromium", () =>
    capture(node, [inProject('node_modules/playwright/cli.js'), 'install', 'chromium'], {
      env,
      deadlineMs: 10 * 60_000,
    }),
  )
  if (code !== 0) say(output.trimEnd())
  return existsSync(executable) ? await working(executable) : null
}
