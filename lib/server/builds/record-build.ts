import { readBuildLine, saysFailed } from '../../shared/build-line.ts'
import { parseLogLine, remarkLine } from '../../shared/log-line.ts'
import type { LogView } from '../kube/logs/logs.ts'
import { Redactor } from '../runs/redactor.ts'
import type { KeptLog } from './kept-log.ts'

/** What is taken at once, in bytes. */
const PIECE_BYTES = 64 * 1024
const TELLING_MAX = 300

/** What the lines of a build say of how it ends. */
interface BuildSaid {
  lines: number
  /** `null`: they do not say. */
  outcome: 'pushed' | 'failed' | null
  telling: string
}

/** A build that is being kept. */
export interface Recording {
  said(): BuildSaid
  /** Resolves when the log has come to its end and all of it is in the file, or `stop` was called. */
  readonly done: Promise<void>
  /** Takes no more. */
  stop(): void
}

/** Keeps the log of a build as it comes. `secrets`: the registry's token and the like, which no line may show. */
export function recordBuild(view: LogView, kept: KeptLog, secrets: readonly string[]): Recording {
  const { log } = view
  let position = log.start
  let rest: Buffer = Buffer.alloc(0)
  let stopped = false
  let wake: (() => void) | null = null
  const said: BuildSaid = { lines: 0, outcome: null, telling: '' }
  const stopListening = log.onGrow(() => wake?.())

  async function run(): Promise<void> {
    while (!stopped) {
      if (position < log.start) {
        position = log.start
        rest = Buffer.alloc(0)
        // What a ring has begins with a line.
        await kept.take(Buffer.from(remarkLine({ is: 'gap', why: 'flood', since: null })))
      }
      const bytes = log.read(position, PIECE_BYTES)
      if (bytes.length > 0) {
        position += bytes.length
        await take(bytes)
        view.at(position)
      } else if (log.ended) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }

  async function take(bytes: Buffer): Promise<void> {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const end = all.lastIndexOf(0x0a) + 1
    rest = Buffer.from(all.subarray(end))
    if (end === 0) return
    const redactor = new Redactor(secrets)
    const lines = Buffer.concat([redactor.push(all.subarray(0, end)), redactor.end()])
    for (const line of lines.toString('utf8').split('\n').slice(0, -1)) listen(line)
    await kept.take(lines)
  }

  function listen(wire: string): void {
    const line = parseLogLine(wire)
    if (line?.kind !== 'line') return
    said.lines += 1
    const build = readBuildLine(line.text)
    const text = (build?.message ?? line.text).trim().split('\n').at(-1)?.trim() ?? ''
    if (text === '') return
    if (build && saysFailed(build.phase)) {
      said.outcome = 'failed'
      said.telling = text.slice(0, TELLING_MAX)
    } else if (said.outcome !== 'failed') {
      if (text.startsWith('Successfully pushed')) said.outcome = 'pushed'
      said.telling = text.slice(0, TELLING_MAX)
    }
  }

  const done = run().finally(() => {
    stopListening()
    view.release()
  })
  view.at(position)
  return {
    said: () => ({ ...said }),
    done,
    stop() {
      stopped = true
      wake?.()
    },
  }
}
