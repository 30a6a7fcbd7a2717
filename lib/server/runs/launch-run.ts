import { AppError } from '../../shared/problem.ts'
import { raw, sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
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

/**
 * Starts a run, in one round trip. May be said any number of times, by any number of consoles: it begins once.
 * Throws what the link throws; then nobody knows whether it began, and saying it again finds out.
 */
export async function launchRun(
  shell: RemoteShell,
  run: RunToLaunch,
  signal: AbortSignal,
): Promise<LaunchAnswer> {
  const script = Buffer.from(run.script)
  const secrets = Buffer.from(secretsFile(run.secrets))
  const { base, id, by } = run
  const { code, stdout, stderr } = await shell.exec({
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
    signal,
  })
  const printed = stdout.toString('utf8')
  const said = stderr.toString('utf8').trim()
  if (code !== 0)
    throw new AppError('remote_failed', 'The server could not run the launcher.', { said: lastLine(said) })
  if (/^bindery refused$/m.test(printed)) return { kind: 'refused', problem: whyRefused(base, said) }
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
  return title
    .replace(/[^\p{L}\p{N}._:,@+/-]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

function whyRefused(base: string, said: string): AppError {
  if (/No space left on device|Disk quota exceeded/.test(said))
    return new AppError('disk_full', `The server has no space left in ${base}, so nothing was started.`, {
      hint: 'Free some space there and start it again.',
      said: lastLine(said),
    })
  if (/Read-only file system/.test(said))
    return new AppError(
      'remote_failed',
      `The server's disk is read-only at ${base}, so nothing was started.`,
      {
        hint: 'A disk that turned read-only is often failing: look at the kernel messages there.',
        said: lastLine(said),
      },
    )
  return new AppError('remote_failed', 'The server could not start it.', { said: lastLine(said) })
}

function lastLine(text: string): string | undefined {
  return text.split('\n').at(-1)?.trim() || undefined
}
