import { posix } from 'node:path'
import type { ClaimSize } from '../../../shared/deleting-api.ts'
import { AppError } from '../../../shared/problem.ts'
import { sh } from '../../shell/sh.ts'
import type { RemoteShell } from '../../ssh/remote-shell.ts'

/** A disk that is busy with people's work is asked politely, and not for long. */
const SECONDS = 15
/** A link that has no session free now will have one. */
const DEADLINE_MS = (SECONDS + 15) * 1_000

const NOT_HERE = 3
const ELSEWHERE = 4
const TOO_SLOW = 124

/**
 * Bytes of a volume's folder on the server's disk, counted by `du` at the lowest priority, in this file system alone and
 * under this folder alone. Throws what the link throws.
 */
export async function claimSize(shell: RemoteShell, path: string, signal: AbortSignal): Promise<ClaimSize> {
  // A provisioner may write a slash too many; no provisioner writes "..".
  const folder = posix.normalize(path).replace(/\/$/, '')
  if (!folder.startsWith('/') || path.split('/').includes('..'))
    return { is: 'unknown', why: 'Its path is not the one of a folder of its own.' }
  const { code, stdout, stderr } = await shell.exec({
    script: sizeScript(folder),
    as: 'root',
    deadlineMs: DEADLINE_MS,
    signal,
  })
  switch (code) {
    case 0:
      return readSize(stdout.toString())
    case NOT_HERE:
      return { is: 'unknown', why: 'The folder is not on this server.' }
    case ELSEWHERE:
      return { is: 'unknown', why: 'The folder is a link to another place, which is not counted.' }
    case TOO_SLOW:
      return { is: 'too-slow', seconds: SECONDS }
    default:
      throw new AppError('remote_failed', 'The server could not count the folder.', {
        said: stderr.toString().trim().split('\n').at(-1),
      })
  }
}

/** As a person reads it in the audit of what runs on their server. */
function sizeScript(path: string): string {
  return sh`path=${path}
[ -d "$path" ] || exit ${NOT_HERE}
[ "$(realpath -e -- "$path")" = "$path" ] || exit ${ELSEWHERE}
code=0
size=$(timeout -k 2 ${SECONDS} nice -n 19 ionice -c 3 du -s -x -B 1 -- "$path") || code=$?
[ "$code" = ${TOO_SLOW} ] && exit ${TOO_SLOW}
# 1: a file went while it was counted. What was counted is still told.
[ -n "$size" ] || exit 1
printf '%s\n' "$size"
`
}

function readSize(text: string): ClaimSize {
  const [, bytes] = /^(\d{1,16})\s/.exec(text) ?? []
  if (bytes === undefined)
    return { is: 'unknown', why: 'The server counted in a way that Bindery does not understand.' }
  return { is: 'known', bytes: Number(bytes), at: Date.now() }
}
