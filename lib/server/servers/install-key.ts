import { AppError } from '../../shared/problem.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { connectOnce } from './connect-once.ts'
import type { ServerRecord } from './server-records.ts'
import type { Servers } from './servers.ts'

const addLine = `set -eu
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
export async function installPublicKey(
  shell: RemoteShell,
  publicKey: string,
  signal?: AbortSignal,
): Promise<void> {
  const { code, stderr } = await shell.exec({
    script: addLine,
    as: 'user',
    input: Buffer.from(`${publicKey.trim()}\n`),
    deadlineMs: 15_000,
    lane: 'person',
    ...(signal ? { signal } : {}),
  })
  if (code !== 0)
    throw new AppError('remote_failed', 'The new key could not be added to authorized_keys on the server.', {
      said: stderr.toString('utf8').trim().split('\n').at(-1),
      hint: 'Look at the rights of ~/.ssh there, or sign in with a password or a key of your own.',
    })
}

const removeLine = `set -eu
umask 077
IFS= read -r line
file=~/.ssh/authorized_keys
[ -e "$file" ] || exit 0
rest=$(mktemp "$file.XXXXXX")
grep -vxF -- "$line" "$file" > "$rest" || true
# The file itself stays, with its owner and rights; only its text changes.
cat "$rest" > "$file"
rm -f "$rest"
`

/** Takes a public key out of the sign-in user's authorized_keys again. Says whether the server did it. */
export async function removePublicKey(shell: RemoteShell, publicKey: string): Promise<boolean> {
  const { code } = await shell.exec({
    script: removeLine,
    as: 'user',
    input: Buffer.from(`${publicKey.trim()}\n`),
    deadlineMs: 15_000,
    lane: 'person',
  })
  return code === 0
}

/**
 * Signs in once with a password, over a connection of its own, and leaves the key there. Adding it needs no root, so
 * none is asked for: whether sudo works shows when the link comes up, where a person can give its password.
 * The password is held by nothing afterwards. Throws what signing in throws, and `remote_failed`.
 */
export async function installWithPassword(
  servers: Servers,
  record: ServerRecord,
  publicKey: string,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  const target = servers.targetWith(record, { kind: 'password', password }, null)
  await connectOnce(target, (connection) => installPublicKey(connection, publicKey, signal), {
    signal,
    asRoot: false,
  })
}
