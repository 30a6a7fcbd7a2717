import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/problem.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'

/**
 * One question to a server: a read-only piece of bash, and how to read what it printed. A piece may fail as it
 * likes: it runs in a subshell of its own, its standard error is dropped, and `parse` gets what there is.
 */
export interface Question<Answer> {
  script: string
  parse(output: string): Answer
}

/** No honest answer has longer lines, and patterns that read them stay fast. */
const LONG_LINE = /^(.{1000}).+$/gmu

type Answers<Questions> = {
  [Name in keyof Questions]: Questions[Name] extends Question<infer Answer> ? Answer : never
}

/**
 * Asks any number of questions in one round trip, as root, changing nothing.
 * Throws AppError `remote_failed` when the server's answer is not whole, and whatever the link throws.
 *
 * @example const { cores } = await probe(link, { cores: { script: 'nproc', parse: Number } }, { deadlineMs: 10_000 })
 */
export async function probe<Questions extends Record<string, Question<unknown>>>(
  shell: RemoteShell,
  questions: Questions,
  { lane = 'person', ...options }: { deadlineMs: number; signal?: AbortSignal; lane?: 'person' | 'work' },
): Promise<Answers<Questions>> {
  // Output of the server cannot fake the borders between answers: it does not know this word.
  const border = randomBytes(12).toString('hex')
  const names = Object.keys(questions)
  const pieces = names.map(
    (name) =>
      `printf '\\n%s\\n' '${border} ${name}'\n(\n${questions[name]?.script ?? ''}\n) 2>/dev/null </dev/null || true`,
  )
  const script = `set +e\n${pieces.join('\n')}\nprintf '\\n%s\\n' '${border}'\nexit 0\n`
  const { stdout } = await shell.exec({ script, as: 'root', lane, ...options })
  const parts = stdout.toString('utf8').split(`\n${border}`)
  if (parts.length !== names.length + 2)
    throw new AppError('remote_failed', 'The server broke off in the middle of its answer.')
  const answers = names.map((name, index) => {
    const part = parts[index + 1] ?? ''
    const output = part.slice(part.indexOf('\n') + 1).replaceAll(LONG_LINE, '$1')
    return [name, questions[name]?.parse(output)] as const
  })
  return Object.fromEntries(answers) as Answers<Questions>
}
