import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { raw, sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const pullChart = read('pull-chart.sh')
const rehearse = read('rehearse.sh')
/** Fetching the chart over a slow line, and Helm's own 40 s. */
const DEADLINE_MS = 90_000
const MAX_BYTES = 16 * 1024 * 1024

interface ToRehearse {
  /** With the version of the chart that is rehearsed. */
  plan: Plan
  /** The binder.yaml; null for the one that the server has. */
  text: string | null
  /** Whether the schemas of the chart are wanted as well. */
  schema: boolean
  signal: AbortSignal
}

/** What Helm on the server makes of an upgrade that does not happen. */
export type RehearsalRun =
  /** `damaged`: the package came, and cannot be read. */
  | { is: 'no-chart'; damaged: boolean; said: string }
  | {
      is: 'rehearsed'
      /** The text of the schemas, where they were wanted and the chart has them. */
      schema: string | null
      hubSchema: string | null
      /** All objects as YAML; null where Helm refused, which `refusal` then says why. */
      manifest: string | null
      refusal: string
      /** Bytes left where images go; null where that is not known. */
      diskFree: number | null
    }

/** Runs it in one round trip. Throws what the link throws, and `remote_failed` for half an answer. */
export async function runRehearsal(
  shell: RemoteShell,
  { plan, text, schema, signal }: ToRehearse,
): Promise<RehearsalRun> {
  return readParts(
    await ask(shell, plan, signal, {
      body: sh`OWN_FILE=${text === null ? 'yes' : 'no'}
${raw(rehearse)}`,
      schema,
      input: text ?? '',
    }),
  )
}

/** The schemas of the plan's chart alone; null where they cannot be had. Throws as `runRehearsal`. */
export async function readSchemas(
  shell: RemoteShell,
  plan: Plan,
  signal: AbortSignal,
): Promise<{ schema: string; hubSchema: string | null } | null> {
  const parts = await ask(shell, plan, signal, { body: 'part end\n', schema: true, input: '' })
  const schema = parts.get('schema')?.trim()
  return schema ? { schema, hubSchema: parts.get('hub-schema')?.trim() || null } : null
}

interface Asked {
  /** What comes after the package is there. */
  body: string
  schema: boolean
  input: string
}

/** The parts of the answer by their names. */
async function ask(
  shell: RemoteShell,
  plan: Plan,
  signal: AbortSignal,
  { body, schema, input }: Asked,
): Promise<Map<string, string>> {
  const border = randomBytes(12).toString('hex')
  const { stdout } = await shell.exec({
    script: sh`NAMESPACE=${plan.namespace} RELEASE=${plan.release} VERSION=${plan.chartVersion} BORDER=${border}
SCHEMA=${schema ? 'yes' : 'no'}
${raw(pullChart)}
${raw(body)}`,
    as: 'root',
    lane: 'person',
    input: Buffer.from(input),
    deadlineMs: DEADLINE_MS,
    maxOutputBytes: MAX_BYTES,
    signal,
  })
  const parts = new Map(
    stdout
      .toString('utf8')
      .split(`\n${border} `)
      .slice(1)
      .map((part): [string, string] => {
        const at = part.indexOf('\n')
        return [part.slice(0, at), part.slice(at + 1)]
      }),
  )
  if (parts.has('end')) return parts
  throw new AppError('remote_failed', 'The server broke off in the middle of the rehearsal.')
}

function readParts(parts: ReadonlyMap<string, string>): RehearsalRun {
  const missing = parts.get('missing') ?? parts.get('damaged')
  if (missing !== undefined) return { is: 'no-chart', damaged: parts.has('damaged'), said: missing.trim() }
  const well = parts.get('code')?.trim() === '0'
  const disk = Number(parts.get('disk')?.trim() || Number.NaN)
  return {
    is: 'rehearsed',
    schema: parts.get('schema') || null,
    hubSchema: parts.get('hub-schema') || null,
    manifest: well ? manifestIn(parts.get('rendered') ?? '') : null,
    refusal: well ? '' : (parts.get('refusal') ?? '').trim(),
    diskFree: Number.isFinite(disk) ? disk : null,
  }
}

/** Of what Helm prints: the objects stand between "MANIFEST:" and "NOTES:". */
function manifestIn(printed: string): string {
  const from = printed.indexOf('MANIFEST:\n')
  if (from < 0) return ''
  const to = printed.lastIndexOf('\nNOTES:\n')
  return printed.slice(from + 'MANIFEST:\n'.length, to < from ? undefined : to)
}
