import { AppError } from '../../shared/problem.ts'
import type { LinkTarget } from '../ssh/link-target.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { connectOnce } from './connect-once.ts'
import type { ServerRecord } from './server-records.ts'
import type { Servers } from './servers.ts'

const script = `set -eu
umask 077
mkdir -p ~/.ssh
touch ~/.ssh/authorized_keys
IFS= read -r line
if ! grep -qxF -- "$line" ~/.ssh/authorized_keys; then
  # A last line without a line break would swallow the new key.
  if [ -s ~/.ssh/authorized_keys ] && [ -n "$(tail -c 1 ~/.ssh/authorized_keys)" ]; then echo >> ~/.ssh/authorized_keys; fi
  printf '%s\\n' "$line" >> ~/.ssh/authorized_keys
fi
`

/**
 * Adds a public key to the sign-in user's authorized_keys, once, as that user. The line travels on stdin.
 * Throws `remote_failed` with what the server said.
 */
export async function installPublicKey(shell: RemoteShell, publicKey: string): Promise<void> {
  const { code, stderr } = await shell.exec({
    script,
    as: 'user',
    input: Buffer.from(`${publicKey.trim()}\n`),
    deadlineMs: 15_000,
    lane: 'person',
  })
  if (code !== 0)
    throw new AppError('remote_failed', 'The new key could not be added to authorized_keys on the server.', {
      said: stderr.toString('utf8').trim().split('\n').at(-1),
      hint: 'Look at the rights of ~/.ssh there, or sign in with a password or a key of your own.',
    })
}

/**
 * Signs in once with a password, over a connection of its own, and leaves the key there.
 * The password is held by nothing afterwards. Throws what signing in and becoming root throw.
 */
export async function installWithPassword(
  servers: Servers,
  record: ServerRecord,
  publicKey: string,
  password: string,
  sudoPassword: string | null,
): Promise<void> {
  const target: LinkTarget = {
    host: record.host,
    port: record.port,
    user: record.user,
    hostKey: record.hostKey,
    credentials: { kind: 'password', password },
    root: { sudoPassword: sudoPassword ?? password },
    jump: servers.jumpOf(record.jumpId),
  }
  await connectOnce(target, (connection) => installPublicKey(connection, publicKey))
}
