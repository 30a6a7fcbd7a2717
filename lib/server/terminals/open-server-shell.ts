import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KEPT_UNWATCHED_MS, type ScreenSize } from '../../shared/terminal-row.ts'
import { raw, sh } from '../shell/sh.ts'
import { HeldShell } from './held/held-shell.ts'
import type { Shell } from './shell.ts'
import type { ShellLink } from './shell-link.ts'
import { sshShell } from './ssh-shell.ts'

const holder = readFileSync(join(import.meta.dirname, 'held', 'hold-shell.py'), 'utf8')
const START_MS = 15_000
/** A little longer than Bindery itself keeps it. */
const PATIENCE_S = KEPT_UNWATCHED_MS.server / 1000 + 60

interface ShellWish {
  /** Names the holder's socket. */
  id: string
  size: ScreenSize
  signal: AbortSignal
  log(line: string): void
}

export interface ServerShell {
  shell: Shell
  /** The socket by which it is found again, also after Bindery itself was away; null for one that ends with its connection. */
  socket: string | null
}

/**
 * Opens a login shell of the sign-in user: under a holder that outlives the connection where the server has python3
 * and lets its sockets be forwarded, else one that sshd starts and ends. Throws what the link throws.
 */
export async function openServerShell(link: ShellLink, wish: ShellWish): Promise<ServerShell> {
  const { size, signal, log } = wish
  const { name, socket, whyNot } = await startHolder(link, wish)
  if (socket !== null) {
    const shell = new HeldShell(link, socket, name)
    try {
      await shell.reach(signal)
      return { shell, socket }
    } catch (error) {
      if (signal.aborted || link.state.state !== 'online') throw error
      log(`the holder of a shell cannot be reached: ${error instanceof Error ? error.message : error}`)
    }
  } else log(`a shell ends with its connection here: ${whyNot}`)
  return { shell: sshShell(await link.shell(size, signal), name), socket: null }
}

async function startHolder(link: ShellLink, { id, size, signal }: ShellWish) {
  const { code, stdout, stderr } = await link.exec({
    script: sh`printf 'bindery shell %s\n' "\${SHELL##*/}"
command -v python3 >/dev/null || { echo "there is no python3" >&2; exit 69; }
exec python3 - /tmp/.bindery ${id} ${size.cols} ${size.rows} ${PATIENCE_S} <<'HOLD_SHELL'
${raw(holder)}HOLD_SHELL
`,
    as: 'user',
    deadlineMs: START_MS,
    signal,
    lane: 'person',
  })
  const said = stdout.toString()
  return {
    name: /^bindery shell ([\w.+-]{1,30})$/m.exec(said)?.[1] ?? 'shell',
    socket: code === 0 ? (/^bindery holds (\/[\x21-\x7e]{1,100})$/m.exec(said)?.[1] ?? null) : null,
    whyNot: stderr.toString().trim().split('\n').at(-1)?.slice(0, 200) ?? `exit ${code}`,
  }
}
