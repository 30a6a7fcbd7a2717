import { AppError } from '../../shared/problem.ts'
import type { RunState } from '../../shared/run-row.ts'

/** What was found of a run on the server, in one look (`facts` of remote/common.sh). Times are ages, in ms. */
export interface Sighting {
  /** Names the boot that the server is in now. */
  boot: string
  /** The wrapper lives. */
  held: boolean
  /** Anything of the run is at work. */
  remains: boolean
  folder: boolean
  /** The boot it began in, or `never` where its beginning was forbidden; null while it has not begun. */
  began: { boot: string; ago: number } | null
  cancel: boolean
  /** Somebody else stopped it; what systemd said of the whole machine at that time. */
  stopping: string | null
  /** Bytes of the server's log; null when it is not there. */
  size: number | null
  /** The wrapper's last word. `recorded`: the log's size when the script ended by itself. */
  exit: { how: string; code: number; recorded: number | null; ago: number } | null
  sha256: string | null
}

export type Judgement =
  | { kind: 'absent' }
  | { kind: 'not-begun' }
  | { kind: 'working' }
  | { kind: 'ended'; status: RunState }

/**
 * The order of truth: the wrapper's own word, else that something is at work, else what the traces say.
 * It never calls anything a success that did not say so itself.
 */
export function judge(seen: Sighting): Judgement {
  const ended = (status: RunState): Judgement => ({ kind: 'ended', status })
  const stoppedBy = (): RunState => {
    const known = !['', 'unknown', 'offline'].includes(seen.stopping ?? '')
    const reboot = known ? seen.stopping === 'stopping' : seen.began?.boot !== seen.boot
    return { state: 'interrupted', by: reboot ? 'reboot' : 'stopped' }
  }
  switch (seen.exit?.how) {
    case 'exited':
      return ended({ state: 'exited', code: seen.exit.code })
    case 'cancelled':
      // Told only when nothing of it is left.
      return seen.remains ? { kind: 'working' } : ended({ state: 'cancelled' })
    case 'stopped':
      return ended(stoppedBy())
  }
  if (seen.held || seen.remains) return { kind: 'working' }
  if (!seen.folder) return { kind: 'absent' }
  if (!seen.began) return { kind: 'not-begun' }
  if (seen.began.boot === 'never' || seen.began.boot === '')
    return ended(
      seen.cancel ? { state: 'cancelled' } : { state: 'not-started', why: 'The server could not start it.' },
    )
  if (seen.began.boot !== seen.boot) return ended({ state: 'interrupted', by: 'reboot' })
  if (seen.cancel) return ended({ state: 'cancelled' })
  if (seen.stopping !== null) return ended(stoppedBy())
  return ended({ state: 'lost', why: seen.size === null ? 'files-gone' : 'died' })
}

/**
 * Finds the facts in what a script printed. Whoever is root on the server can make it print anything, so nothing gets
 * past here that is no size, no age or no exit code. Throws `remote_failed` for that, and when they are not whole.
 */
export function readSighting(printed: string): Sighting {
  const line = /^bindery facts (.*)\n/m.exec(printed)?.[1]
  const fields = new Map(line?.split(' ').map((field) => splitAt(field, '=')))
  const boot = fields.get('boot')
  if (!boot) throw new AppError('remote_failed', 'The server broke off while it said how the run stands.')
  const yes = (name: string): boolean => fields.get(name) === 'yes'
  const count = (name: string): number | null => {
    const text = fields.get(name) ?? ''
    if (text === '' || text === '-') return null
    const value = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw impossible(name, text)
    return value
  }
  // A file of the future is one of now: clocks are set right at times.
  const age = (name: string): number => (/^-\d+$/.test(fields.get(name) ?? '') ? 0 : (count(name) ?? 0))
  const how = fields.get('exit')
  const code = count('code')
  if (how && (code === null || code > 255)) throw impossible('code', fields.get('code') ?? '')
  const began = fields.get('began')
  return {
    boot,
    held: yes('held'),
    remains: yes('remains'),
    folder: yes('folder'),
    began: began === undefined ? null : { boot: began, ago: age('began_ago') },
    cancel: yes('cancel'),
    stopping: fields.get('stopping') ?? null,
    size: count('size'),
    exit: how && code !== null ? { how, code, recorded: count('recorded'), ago: age('ended_ago') } : null,
    sha256: fields.get('sha256') ?? null,
  }
}

function impossible(name: string, text: string): AppError {
  return new AppError('remote_failed', 'What the server says of this run cannot be true.', {
    hint: 'Something there has changed the files of the run, which are in /var/lib/bindery/runs. If it wrote the file “exit”, remove that; Bindery then judges by what else is there.',
    said: `${name}=${text.slice(0, 60)}`,
  })
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
