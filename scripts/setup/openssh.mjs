import { aptInstall, canUseApt } from './apt.mjs'
import { say } from './entry.mjs'
import { which } from './which.mjs'

const NEEDED = { sshd: 'openssh-server', ssh: 'openssh-client', sudo: 'sudo' }

/** What the tests against real OpenSSH need. Where it cannot be installed, those tests skip, each with a line. */
export async function ensureOpenSsh() {
  const missing = Object.keys(NEEDED).filter((program) => which(program) === null)
  if (missing.length === 0) return
  const packages = missing.map((program) => NEEDED[program])
  if (canUseApt() && (await aptInstall(packages))) return
  say(
    `Without ${missing.join(' and ')} the tests against real OpenSSH are skipped. Install ${packages.join(' ')} to run them.`,
  )
}
