import { describe, expect, test } from 'vitest'
import type { Problem, ProblemCode } from '../../lib/shared/problem.ts'
import type { ServerRow, SignInKind } from '../../lib/shared/server-row.ts'
import { type Remedy, refusalRemedy, type SecretField, secretAskedFor } from './refusal-remedy.ts'

function server(signIn: SignInKind): ServerRow {
  return {
    id: 's',
    name: 's',
    host: 'h',
    port: 22,
    user: 'ops',
    signIn,
    needsSecret: true,
    keepsSecrets: false,
    jump: null,
    hostKey: { type: 'ssh-ed25519', sha256: 'SHA256:x', confirmedAt: 0, confirmedBy: 'mara' },
    publicKey: signIn === 'own-key' ? 'ssh-ed25519 AAAA bindery@s' : null,
    sessions: { inUse: 0, budget: 8, waiting: 0 },
    link: { state: 'offline', since: 0 },
    facts: null,
    addedAt: 0,
  }
}

const problem = (code: ProblemCode, field?: string): Problem => ({
  code,
  message: '',
  ...(field ? { field } : {}),
})

describe('what a person can do about a refused sign-in', () => {
  test.each<[ProblemCode, SignInKind, Remedy]>([
    ['host_key_changed', 'own-key', 'host-key'],
    ['ssh_wrong_password', 'password', 'secret'],
    ['passphrase_wrong', 'key', 'secret'],
    ['sudo_wrong_password', 'own-key', 'secret'],
    ['ssh_key_refused', 'own-key', 'install-key'],
    ['ssh_key_refused', 'key', 'settings'],
    ['agent_missing', 'agent', 'settings'],
    ['sudo_needs_terminal', 'own-key', 'try-again'],
    ['prompt_unanswered', 'ask', 'try-again'],
  ])('%s, signing in with %s: %s', (code, signIn, remedy) => {
    expect(refusalRemedy(server(signIn), problem(code))).toBe(remedy)
  })

  test('a private key that was in memory only is given again in the settings, a password right here', () => {
    expect(refusalRemedy(server('key'), problem('secret_needed'))).toBe('settings')
    expect(refusalRemedy(server('password'), problem('secret_needed'))).toBe('secret')
    expect(refusalRemedy(server('key'), problem('secret_needed', 'sudoPassword'))).toBe('secret')
  })
})

test.each<[ProblemCode, string | undefined, SignInKind, SecretField]>([
  ['secret_needed', 'sudoPassword', 'password', 'sudoPassword'],
  ['secret_needed', 'passphrase', 'key', 'passphrase'],
  ['secret_needed', undefined, 'password', 'password'],
  ['ssh_wrong_password', undefined, 'ask', 'password'],
  ['passphrase_wrong', undefined, 'key', 'passphrase'],
  ['sudo_wrong_password', undefined, 'password', 'sudoPassword'],
])('%s (field %s, signing in with %s) asks for the %s', (code, field, signIn, secret) => {
  expect(secretAskedFor(server(signIn), problem(code, field))).toBe(secret)
})
