import { AppError } from '../../shared/problem.ts'
import { raw, sh } from '../shell/sh.ts'
import { diskFull } from '../ssh/disk-full.ts'
import type { ExecRequest, RemoteShell } from '../ssh/remote-shell.ts'
import { launchScript } from './remote-scripts.ts'
import { readSighting, type Sighting } from './sighting.ts'

interface RunToLaunch {
  base: string
  id: string
  title: string
  by: string
  createdAt: number
  script: string
  secrets: Record<string, string>
}

type LaunchAnswer =
  /** It is there: begun now or before, by us or by another console. */
  | { kind: 'seen'; sighting: Sighting }
  /** Another run of this server is at work; `holder` is its id and title. */
  | { kind: 'busy'; holder: string }
  /** It will never begin. */
  | { kind: 'refused'; problem: AppError }

const DEADLINE_MS = 45_000

/** What `launchRun` sends. Throws `invalid_input` for what no bash can carry; then nothing was sent. */
export function launchRequest(run: RunToLaunch): ExecRequest {
  const script = Buffer.from(run.script)
  const secrets = Buffer.from(secretsFile(run.secrets))
  const { base, id, by } = run
  return {
    script: launchScript({
      base,
      id,
      title: plainTitle(run.title),
      meta: { id, title: run.title, by, createdAt: new Date(run.createdAt).toISOString() },
      scriptBytes: script.length,
      secretBytes: secrets.length,
    }),
    as: 'root',
    input: Buffer.concat([script, secrets]),
    deadlineMs: DEADLINE_MS,
  }
}

/**
 * Starts a run, in one round trip. May be said any number of times, by any number of consoles: it begins once.
 * Throws what the link throws; then nobody knows whether it began, and saying it again finds out.
 */
export async function launchRun(
  shell: RemoteShell,
  request: ExecRequest,
  signal: AbortSignal,
): Promise<LaunchAnswer> {
  const { code, stdout, stderr } = await shell.exec({ ...request, signal })
  const printed = stdout.toString('utf8')
  const said = stderr.toString('utf8').trim()
  if (code !== 0)
    throw new AppError('remote_failed', 'The server could not run the launcher.', { said: lastLine(said) })
  if (/^bindery refused$/m.test(printed)) return { kind: 'refused', problem: whyRefused(said) }
  const holder = /^bindery busy (.*)$/m.exec(printed)?.[1]
  if (holder !== undefined) return { kind: 'busy', holder }
  return { kind: 'seen', sighting: readSighting(printed) }
}

/**
 * A file that bash reads in: secrets reach the script as variables, and stand in no command line.
 * Throws `invalid_input` for values that bash cannot carry.
 */
export function secretsFile(secrets: Record<string, string>): string {
  return Object.entries(secrets)
    .map(([name, value]) => {
      if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw new TypeError(`${name} is no name for a secret of a run`)
      return `${sh`export ${raw(name)}=${value}`}\n`
    })
    .join('')
}

/** What systemd, `ps` and the lock file may show: letters, digits and a little punctuation. */
function plainTitle(title: string): string {
  const plain = title.replace(/[^\p{L}\p{N}._:,@+/-]+/gu, ' ').trim()
  // By code points: half of one is no Unicode, and no command line can carry it.
  return [...plain].slice(0, 80).join('')
}

function whyRefused(said: string): AppError {
  const full = diskFull(said)
  if (full) return full
  if (/Read-only file system/.test(said))
    return new AppError('remote_failed', 'The disk of the server is read-only, so nothing was started.', {
      hint: 'A disk that turned read-only is often failing: look at the kernel messages there.',
      said: lastLine(said),
    })
  return new AppError('remote_failed', 'The server could not start it.', { said: lastLine(said) })
}

function lastLine(text: string): string | undefined {
  return text.split('\n').at(-1)?.trim() || undefined
}
