import type { Problem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'

/**
 * What a person can do about a refused sign-in: type a secret again, compare host keys, put Bindery's key in place,
 * change the settings, or mend the server and try again.
 */
export type Remedy = 'secret' | 'host-key' | 'install-key' | 'settings' | 'try-again'

/** The one remedy for a refusal; `try-again` where nothing in Bindery can mend it. */
export function refusalRemedy(server: ServerRow, problem: Problem): Remedy {
  switch (problem.code) {
    case 'host_key_changed':
    case 'host_key_unknown':
      return 'host-key'
    case 'ssh_wrong_password':
    case 'passphrase_wrong':
    case 'sudo_wrong_password':
      return 'secret'
    case 'secret_needed':
      // A private key is not typed into a dialog: it is given again where the way to sign in is chosen.
      return server.signIn === 'key' && problem.field === undefined ? 'settings' : 'secret'
    case 'ssh_key_refused':
      return server.signIn === 'own-key' && server.publicKey !== null ? 'install-key' : 'settings'
    case 'key_unreadable':
    case 'agent_missing':
    case 'name_not_found':
    case 'not_ssh':
      return 'settings'
    default:
      return 'try-again'
  }
}

const secretFields = ['password', 'passphrase', 'sudoPassword'] as const
/** Which secret a SecretDialog asks for. */
export type SecretField = (typeof secretFields)[number]

/** The problem names the secret; where it does not, the way to sign in tells which one it can be. */
export function secretAskedFor(server: ServerRow, problem: Problem): SecretField {
  const named = secretFields.find((field) => field === problem.field)
  if (named) return named
  switch (problem.code) {
    case 'passphrase_wrong':
      return 'passphrase'
    case 'sudo_wrong_password':
      return 'sudoPassword'
    default:
      return server.signIn === 'password' || problem.code === 'ssh_wrong_password'
        ? 'password'
        : 'sudoPassword'
  }
}
