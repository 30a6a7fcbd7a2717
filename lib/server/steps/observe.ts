import { randomBytes } from 'node:crypto'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { raw, sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import type { Answer, Observation } from './step.ts'

/** What one observation may take, in seconds; beyond it its answer is cut and its code 124. */
const EACH_SECONDS = 8

/**
 * Looks at any number of things in one round trip, side by side, as root, changing nothing. Observations with the
 * same id are made once. Throws `remote_failed` when the answer is not whole, and whatever the link throws.
 */
export async function observe(
  shell: RemoteShell,
  observations: readonly Observation<unknown>[],
  plan: Plan,
  options: { deadlineMs: number; signal?: AbortSignal },
): Promise<Map<string, Answer>> {
  const byId = new Map(observations.map((observation) => [observation.id, observation]))
  // Output of the server cannot fake the borders between answers: it does not know this word.
  const border = randomBytes(12).toString('hex')
  const { stdout } = await shell.exec({
    script: observeScript(
      [...byId].map(([id, { ask }]) => [id, ask(plan)]),
      border,
    ),
    as: 'root',
    lane: 'person',
    maxOutputBytes: 32 * 1024 * 1024,
    ...options,
  })
  const [, ...parts] = stdout.toString('utf8').split(`\n${border} `)
  if (parts.length !== byId.size + 1)
    throw new AppError('remote_failed', 'The server broke off in the middle of its answer.')
  return new Map([...byId.keys()].map((id, index) => [id, parseAnswer(parts[index] ?? '')]))
}

/** The script that asks. Each piece writes into a pipe of its own at once; the pipes are read one after the other. */
function observeScript(asks: readonly (readonly [id: string, script: string])[], border: string): string {
  const open = asks.map(
    ([, script], index) =>
      sh`exec {seen${raw(String(index))}}< <(timeout ${EACH_SECONDS} bash -c ${script} </dev/null 2>/dev/null; printf '\n%s' "$?")`,
  )
  const read = asks.map(
    ([id], index) => sh`printf '\n%s\n' ${`${border} ${id}`}; cat <&"$seen${raw(String(index))}"`,
  )
  return ['set +e', ...open, ...read, sh`printf '\n%s\n' ${`${border} end`}`, 'exit 0', ''].join('\n')
}

/** `part` is the rest of the border's line, the output, and the code on a line of its own. */
function parseAnswer(part: string): Answer {
  const output = part.slice(part.indexOf('\n') + 1)
  const end = output.lastIndexOf('\n')
  const code = Number.parseInt(output.slice(end + 1), 10)
  return { text: output.slice(0, Math.max(0, end)), code: Number.isNaN(code) ? 124 : code }
}
