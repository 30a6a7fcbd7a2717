import { AppError } from '../../shared/problem.ts'
import type { Elevation } from './remote-command.ts'
import type { ExecResult } from './remote-shell.ts'

type RunAsUser = (request: { script: string; input: Uint8Array }) => Promise<ExecResult>

/** How root is had on this server. `root` means that we signed in as root. */
export type RootBy = 'root' | 'sudo' | 'sudo-password'

/**
 * Finds out how to become root, by trying: being root, sudo that asks nothing, sudo with the password.
 * A password is tried once: sudo reads the end of its input where a second try would stand.
 * Throws `root_refused`, `sudo_wrong_password`, `sudo_needs_terminal`, `sudo_missing`, `secret_needed`.
 */
export async function becomeRoot(run: RunAsUser, user: string, sudoPassword: string | null): Promise<RootBy> {
  const probe = await run({ script: 'id -u; LC_ALL=C sudo -k -n bash -c :', input: new Uint8Array() })
  const uid = probe.stdout.toString().trim()
  if (uid === '0') return 'root'
  if (uid !== '' && probe.code === 0) return 'sudo'
  const refusal = sudoProblem(probe.code, probe.stderr.toString(), user)
  if (refusal.code !== 'secret_needed') throw refusal
  if (sudoPassword === null) throw refusal

  const withPassword = await run({
    script: "LC_ALL=C sudo -k -S -p '' bash -c :",
    input: Buffer.from(`${sudoPassword}\n`),
  })
  if (withPassword.code === 0) return 'sudo-password'
  throw sudoProblem(withPassword.code, withPassword.stderr.toString(), user)
}

/** How a script gets the rights it asks for, on a server where root is had by `rootBy`. */
export function elevationFor(as: 'user' | 'root', rootBy: RootBy, sudoPassword: string | null): Elevation {
  if (as === 'user' || rootBy === 'root') return { by: 'none' }
  if (rootBy === 'sudo') return { by: 'sudo' }
  return { by: 'sudo-password', password: sudoPassword ?? '' }
}

/** What sudo 1.8 and 1.9 say when they refuse, in words for the person. */
export function sudoProblem(code: number, text: string, user: string): AppError {
  const extras = { said: text.trim().split('\n').at(-1)?.slice(0, 300) || undefined }
  if (/must have a tty|a terminal is required|no tty present/i.test(text))
    return new AppError('sudo_needs_terminal', 'sudo on this server works only in a terminal.', {
      hint: `Take "requiretty" out for this user. On the server, as root: echo 'Defaults:${user} !requiretty' | sudo tee /etc/sudoers.d/bindery`,
      ...extras,
    })
  if (/not in the sudoers|may not run sudo|not allowed to (?:run|execute)/i.test(text))
    return new AppError('root_refused', `${user} may not become root on this server.`, {
      hint: `Give the right, as root on the server: adduser ${user} sudo. Or sign in as another user.`,
      ...extras,
    })
  if (/sorry, try again|incorrect password/i.test(text))
    return new AppError('sudo_wrong_password', `sudo does not accept this password for ${user}.`, {
      hint: `It asks for the password of ${user}, not of root.`,
      field: 'sudoPassword',
      ...extras,
    })
  if (/a password is required/i.test(text))
    return new AppError('secret_needed', `sudo asks ${user} for a password, and Bindery has none.`, {
      hint: 'Give the sudo password.',
      field: 'sudoPassword',
      ...extras,
    })
  if (code === 127 || /sudo\S?: (?:(?:command )?not found|No such file)/i.test(text))
    return new AppError('sudo_missing', 'sudo is not installed on this server.', {
      hint: 'Sign in as root, or install it there as root: apt-get install sudo',
      ...extras,
    })
  return new AppError('root_refused', `${user} cannot become root on this server.`, {
    hint: 'Sign in by hand and look at what sudo says: sudo -v',
    ...extras,
  })
}
