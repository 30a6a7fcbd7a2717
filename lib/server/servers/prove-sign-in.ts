import { AppError } from '../../shared/problem.ts'
import type { EditServer } from '../../shared/servers-api.ts'
import { mayMendByItself } from '../ssh/failures.ts'
import type { Credentials } from '../ssh/link-target.ts'
import { connectOnce } from './connect-once.ts'
import type { ServerRecord } from './server-records.ts'
import { sudoPasswordOf } from './server-secrets.ts'
import type { Servers } from './servers.ts'

/**
 * The password that signed in and was good for sudo too, when it is about to be given up as a way to sign in: sudo
 * still asks for it. Null when there is none, or another was given.
 */
export function keptSudoPassword(servers: Servers, record: ServerRecord, input: EditServer): string | null {
  if (!input.signIn || input.signIn.kind === 'password' || input.root?.sudoPassword !== undefined) return null
  if (servers.vault.has(record.id, 'sudo-password')) return null
  const state = servers.link(record.id)?.state
  const sudoAsks = state?.state !== 'online' || state.rootBy === 'sudo-password'
  return sudoAsks ? servers.vault.get(record.id, 'password') : null
}

/**
 * Signs in and becomes root in the way that a change asks for, over a connection of its own. A server that cannot be
 * reached now proves nothing either way, and neither do questions that only a person can answer: both let the change
 * through. Throws what signing in and becoming root throw; then nothing has changed.
 */
export async function proveSignIn(
  servers: Servers,
  record: ServerRecord,
  input: EditServer,
  ownKey: string | null,
  keptPassword: string | null,
  signal?: AbortSignal,
): Promise<void> {
  const credentials = input.signIn ? credentialsFor(input.signIn, ownKey) : null
  if (!credentials) return
  const sudoPassword =
    input.root?.sudoPassword ??
    keptPassword ??
    (credentials.kind === 'password' ? credentials.password : sudoPasswordOf(record, servers.vault))
  try {
    await connectOnce(servers.targetWith(record, credentials, sudoPassword), async () => undefined, {
      signal,
    })
  } catch (error) {
    if (!(error instanceof AppError) || mayMendByItself(error)) return
    throw new AppError(error.code, error.message, {
      hint: `Nothing was changed: ${record.name} is still reached as before. ${error.hint ?? ''}`.trim(),
      said: error.said,
      field: error.field,
      cause: error,
    })
  }
}

/** Null where it cannot be tried beforehand. */
function credentialsFor(
  signIn: NonNullable<EditServer['signIn']>,
  ownKey: string | null,
): Credentials | null {
  switch (signIn.kind) {
    case 'own-key':
      return signIn.installPassword === undefined || ownKey === null
        ? null
        : { kind: 'key', privateKey: ownKey }
    case 'key':
      return {
        kind: 'key',
        privateKey: signIn.privateKey,
        ...(signIn.passphrase ? { passphrase: signIn.passphrase } : {}),
      }
    case 'password':
      return { kind: 'password', password: signIn.password }
    case 'agent':
    case 'ask':
      return null
  }
}
