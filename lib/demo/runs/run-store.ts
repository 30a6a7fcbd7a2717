import type { Machine } from '../machine/machine.ts'
import { nothing, readAll, type Source } from '../shell/pipe.ts'
import { Killed } from '../shell/program.ts'
import { RunLog } from './run-log.ts'

/** A run as the machine's folder /var/lib/bindery/runs has it. Times are of the real clock: the engine sees ages. */
interface Run {
  id: string
  title: string
  log: RunLog
  began: { boot: string; at: number } | null
  cancelled: boolean
  exit: { how: 'exited' | 'cancelled'; code: number; recorded: number | null; at: number } | null
  /** Fires to end it; null once nothing of it is at work. */
  kill: AbortController | null
  ended: Promise<void>
}

/** What outlives a restart of the console. */
export interface KeptRun {
  id: string
  title: string
  log: string
  began: { boot: string; at: number } | null
  cancelled: boolean
  exit: Run['exit']
}

const KEPT_RUNS = 60

/** Does for the practice machine what launch.sh, follow.sh and cancel.sh do on a real one, word for word. */
export class RunStore {
  readonly #machine: Machine
  readonly #runs = new Map<string, Run>()

  constructor(machine: Machine, kept: readonly KeptRun[]) {
    this.#machine = machine
    for (const run of kept)
      this.#runs.set(run.id, { ...run, log: new RunLog(run.log), kill: null, ended: Promise.resolve() })
  }

  /** Starts a run once; said again, tells how it stands. Gives what launch.sh prints. */
  async launch(
    asked: { id: string; title: string; base: string; scriptBytes: number },
    input: Source,
  ): Promise<string> {
    const known = this.#runs.get(asked.id)
    if (known) {
      await readAll(input)
      return this.facts(asked.id)
    }
    const content = Buffer.from(await readAll(input))
    const script = content.subarray(0, asked.scriptBytes).toString('utf8')
    const secrets = content.subarray(asked.scriptBytes).toString('utf8')
    const working = [...this.#runs.values()].find(({ kill }) => kill !== null)
    if (working) return `bindery busy ${working.id} ${working.title}\n`
    const kill = new AbortController()
    const run: Run = {
      id: asked.id,
      title: asked.title,
      log: new RunLog(),
      began: { boot: this.#boot, at: Date.now() },
      cancelled: false,
      exit: null,
      kill,
      ended: Promise.resolve(),
    }
    this.#runs.set(run.id, run)
    run.ended = this.#carry(run, kill.signal, `${asked.base}/runs/${run.id}/script`, script, secrets)
    return this.facts(run.id)
  }

  /** Gives each growth of the log from a byte on, and returns once the run has ended or `gone` fires. */
  async follow(id: string, from: number, write: (bytes: Buffer) => void, gone: AbortSignal): Promise<void> {
    const run = this.#runs.get(id)
    if (!run) return
    let sent = from
    const send = (): void => {
      const bytes = run.log.from(sent)
      sent += bytes.length
      if (bytes.length > 0) write(bytes)
    }
    if (run.log.size < from) return
    send()
    const stop = run.log.onGrowth(send)
    await Promise.race([run.ended, new Promise((resolve) => gone.addEventListener('abort', resolve))])
    stop()
  }

  /** Ends a run, or sees to it that it never begins. */
  async cancel(id: string): Promise<string> {
    const run = this.#runs.get(id)
    if (!run) {
      this.#runs.set(id, {
        id,
        title: '',
        log: new RunLog(),
        began: { boot: 'never', at: Date.now() },
        cancelled: true,
        exit: null,
        kill: null,
        ended: Promise.resolve(),
      })
    } else if (run.kill) {
      run.cancelled = true
      run.kill.abort()
      await run.ended
    }
    return this.facts(id)
  }

  /** The one line that the engine judges a run by: `facts` of remote/common.sh. */
  facts(id: string, sumUpTo = 0): string {
    const run = this.#runs.get(id)
    let line = `bindery facts boot=${this.#boot}`
    if (run) {
      const { began, exit, log } = run
      if (run.kill) line += ' held=yes remains=yes'
      line += ' folder=yes'
      if (began) line += ` began=${began.boot} began_ago=${Date.now() - began.at}`
      if (run.cancelled) line += ' cancel=yes'
      line += ` size=${log.size}`
      if (exit)
        line += ` exit=${exit.how} code=${exit.code} recorded=${exit.recorded ?? '-'} ended_ago=${Date.now() - exit.at}`
      if (log.size <= sumUpTo) line += ` sha256=${log.sha256()}`
    }
    return `${line}\n`
  }

  keep(): KeptRun[] {
    return [...this.#runs.values()].slice(-KEPT_RUNS).map(({ id, title, log, began, cancelled, exit }) => ({
      id,
      title,
      log: log.toJSON(),
      began,
      cancelled,
      exit,
    }))
  }

  /** The machine goes down: what is at work is cut off, as by a power cut. */
  stop(): void {
    for (const run of this.#runs.values()) run.kill?.abort()
  }

  get #boot(): string {
    return `${this.#machine.bootId}/12`
  }

  async #carry(run: Run, signal: AbortSignal, path: string, script: string, secrets: string): Promise<void> {
    const machine = this.#machine
    await machine.putFile(path, script)
    const shell = machine.shell({
      user: 'root',
      env: { BINDERY_RUN: run.id, DEBIAN_FRONTEND: 'noninteractive' },
      name: path,
      descriptors: new Map([
        [0, { source: nothing }],
        [1, { sink: run.log }],
        [2, { sink: run.log }],
      ]),
      signal,
    })
    let code: number
    try {
      if (secrets !== '') await shell.runPart(secrets)
      code = await shell.run(script)
    } catch (error) {
      if (!(error instanceof Killed)) {
        // A hole in the practice shell: told as a crash of bash would be, and never taken for a success.
        run.log.write(
          Buffer.from(
            `bash: the practice server cannot go on: ${error instanceof Error ? error.stack : error}\n`,
          ),
        )
        code = 134
      } else code = 143
    }
    run.kill = null
    // Switched off in the middle: nobody was left to write how it ended.
    if (signal.aborted && !run.cancelled) return
    run.exit = {
      how: run.cancelled ? 'cancelled' : 'exited',
      code,
      recorded: run.cancelled ? null : run.log.size,
      at: Date.now(),
    }
    await machine.fs.rm(path.replace(/\/script$/, ''), { recursive: true, force: true })
    machine.changed()
  }
}
