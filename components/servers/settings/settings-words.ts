import type { ServerRow, SignInKind } from '../../../lib/shared/server-row.ts'

export const signInWords: Record<SignInKind, string> = {
  'own-key': 'a key made for this server',
  key: 'a key of yours',
  password: 'a password',
  agent: 'the SSH agent',
  ask: 'what the server asks',
}

/** Where the secret that signs in is kept. */
export function secretsWords({ signIn, keepsSecrets, needsSecret }: ServerRow): string {
  if (needsSecret) return 'something has to be typed again: it was kept in memory only, or is wrong'
  switch (signIn) {
    case 'own-key':
      return 'kept encrypted; it opens this server and no other'
    case 'key':
    case 'password':
      return keepsSecrets
        ? 'kept encrypted'
        : 'kept in memory only, asked for again after a restart of Bindery'
    case 'agent':
      return 'Bindery never sees the key'
    case 'ask':
      return 'nothing is kept; somebody has to answer at each connection'
  }
}

/** How Bindery is root, as observed; not known while there is no connection. */
export function rootByWords({ link }: ServerRow): string {
  if (link.state !== 'online') return 'not known now'
  switch (link.rootBy) {
    case 'root':
      return 'signing in as root'
    case 'sudo':
      return 'sudo, no password'
    case 'sudo-password':
      return 'sudo with a password'
  }
}
