import { AppError } from '../../shared/problem.ts'
import { sudoProblem } from './become-root.ts'
import type { Elevation } from './remote-command.ts'

/** Why a shell on the server ended before our script began: sudo refused, the account has no shell, bash is missing. */
export function neverBegan(elevation: Elevation, user: string, code: number, said: string): AppError {
  const extras = { said: said.split('\n').at(-1)?.slice(0, 300) || `exit code ${code}` }
  if (/password change required|password has expired/i.test(said))
    return new AppError(
      'ssh_wrong_password',
      `The password of ${user} has expired: the server runs nothing before it is changed.`,
      {
        hint: 'Sign in by hand once and choose a new password.',
        field: 'password',
        ...extras,
      },
    )
  if (elevation.by !== 'none') return sudoProblem(code, said, user)
  return new AppError('remote_failed', `The server does not run commands for ${user}.`, {
    hint: 'The user needs a login shell, and the server needs bash. Is there a forced command in authorized_keys?',
    ...extras,
  })
}
