import type { CommandNode, PipelineNode, ScriptNode, SimpleCommandNode } from 'just-bash'
import { evaluate, type Names, numberOf } from './arithmetic.ts'
import { assign, fillArray, keyText, withAssignments } from './assignments.ts'
import type { Command, Part, Redirection, Statement } from './ast.ts'
import { Breath } from './breath.ts'
import { builtins } from './builtins.ts'
import { asStatement, endsScript, isAssignmentWord, isDeclaring } from './command-shapes.ts'
import { runCompound } from './compound.ts'
import { declaredArray } from './declared-array.ts'
import { type Expander, expandText, expandWords } from './expand.ts'
import { type Job, startJob } from './job.ts'
import { Collector, type Line, nothing, nowhere, Pipe, type Sink, type Source } from './pipe.ts'
import { Killed, type ShellHost } from './program.ts'
import { readScript } from './read-script.ts'
import { redirect } from './redirect.ts'
import { copyState, type Descriptor, Leave, ShellError, type ShellState } from './shell-state.ts'
import { startProgram } from './start-program.ts'
import { Variables } from './variables.ts'

interface ShellOptions {
  host: ShellHost
  state: ShellState
  signal: AbortSignal
  user: string
  breath?: Breath
}

/**
 * A bash that runs on the practice machine alone. The text is parsed by just-bash; it is run here, because output
 * must come while a script runs, and because waiting goes by the machine's own clock.
 */
export class Shell implements Expander {
  readonly host: ShellHost
  readonly state: ShellState
  readonly variables: Variables
  readonly signal: AbortSignal
  readonly user: string
  readonly jobs = new Map<number, Job>()
  /** Lines that `read -t` began to wait for. */
  readonly pendingLines = new Map<Source, Promise<Line>>()
  readonly #substitutions = new Map<string, Descriptor>()
  /** More than 0 where a failure is an answer: conditions, `!`, all but the end of `&&` and `||`. */
  #tolerant = 0
  #substituted = 0
  readonly #breath: Breath

  constructor({ host, state, signal, user, breath = new Breath() }: ShellOptions) {
    this.#breath = breath
    this.host = host
    this.state = state
    this.signal = signal
    this.user = user
    this.variables = new Variables(state, () => host.elapsed())
  }

  /** Runs a whole script and gives its exit code. Throws `Killed` when its signal fires. */
  async run(script: string): Promise<number> {
    let code: number
    try {
      code = await this.runPart(script)
    } catch (error) {
      code = this.#codeOf(error)
    }
    const trap = this.state.traps.get('EXIT')
    if (trap !== undefined) {
      this.state.traps.delete('EXIT')
      this.state.status = code
      try {
        await this.runPart(trap)
      } catch (error) {
        code = error instanceof Leave && error.how === 'exit' ? error.count : this.#codeOf(error)
      }
    }
    return code
  }

  /** Runs text in this shell, as `eval` does: `exit` and the like go on through it. */
  async runPart(script: string): Promise<number> {
    let parsed: ScriptNode
    try {
      parsed = readScript(script)
    } catch (error) {
      throw new ShellError(`syntax error: ${error instanceof Error ? error.message : error}`)
    }
    await this.statements(parsed.statements)
    return this.state.status
  }

  write(descriptor: 1 | 2, text: string): void {
    this.sink(descriptor).write(Buffer.from(text))
  }

  sink(descriptor: number): Sink {
    return this.state.descriptors.get(descriptor)?.sink ?? nowhere
  }

  /** A copy whose changes stay in it. */
  subshell(changes: Partial<ShellState> = {}, signal = this.signal): Shell {
    const { host, user } = this
    const state = { ...copyState(this.state), ...changes }
    const copy = new Shell({ host, user, signal, state, breath: this.#breath })
    for (const [path, descriptor] of this.#substitutions) copy.#substitutions.set(path, descriptor)
    copy.#tolerant = this.#tolerant
    copy.localsOf = this.localsOf && new Map()
    return copy
  }

  async substitute(body: Part<'CommandSubstitution'>['body']): Promise<string> {
    const output = new Collector()
    const inner = this.subshell({
      descriptors: new Map(this.state.descriptors).set(1, { sink: output }),
      errexit: false,
    })
    this.state.status = await inner.runBody(body.statements)
    this.#substituted += 1
    return output.text().replace(/\n+$/, '')
  }

  processSubstitution({ body, direction }: Part<'ProcessSubstitution'>): string {
    const pipe = new Pipe()
    const path = `/dev/fd/${63 + this.#substitutions.size}`
    const kill = new AbortController()
    const inner = this.subshell(
      {
        descriptors: new Map(this.state.descriptors).set(
          direction === 'input' ? 1 : 0,
          direction === 'input' ? { sink: pipe } : { source: pipe },
        ),
      },
      AbortSignal.any([this.signal, kill.signal]),
    )
    inner.state.errexit = false
    this.#start(
      inner.runBody(body.statements).finally(() => pipe.end()),
      kill,
    )
    this.#substitutions.set(path, direction === 'input' ? { source: pipe } : { sink: pipe })
    return path
  }

  substitution = (path: string): Descriptor | undefined => this.#substitutions.get(path)

  umask = (): number => this.state.umask

  arithmetic({ expression }: Part<'ArithmeticExpansion'>['expression']): Promise<number> {
    return evaluate(expression, this.#names)
  }

  numberOf(text: string): Promise<number> {
    return numberOf(text, this.#names)
  }

  entries(): string[] {
    return this.host.entries()
  }

  cwd(): string {
    return this.state.cwd
  }

  readonly #names: Names = {
    read: (name, index) =>
      (index === undefined ? undefined : this.variables.element(name, String(index))) ??
      (index === undefined ? this.variables.demand(name) : ''),
    assign: (name, value, index) =>
      index === undefined
        ? this.variables.set(name, value)
        : this.variables.setElement(name, String(index), value),
    substitute: async (script) => this.substitute(readScript(script)),
  }

  /** Runs statements to their end, whatever ends them; gives the exit code. Throws `Killed`. */
  async runBody(statements: readonly Statement[]): Promise<number> {
    try {
      await this.statements(statements)
      return this.state.status
    } catch (error) {
      return this.#codeOf(error)
    }
  }

  #codeOf(error: unknown): number {
    if (error instanceof Leave) return error.how === 'exit' || error.how === 'return' ? error.count : 0
    if (error instanceof ShellError) {
      this.write(2, `${this.state.name}: ${error.message}\n`)
      return 1
    }
    throw error
  }

  /** Runs statements in this shell. Throws `Leave` for what leaves them. */
  async statements(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) {
      await this.#breath.command()
      if (this.signal.aborted) throw new Killed()
      if (statement.background) this.#background(statement)
      else await this.#list(statement)
    }
  }

  #background(statement: Statement): void {
    const kill = new AbortController()
    const inner = this.subshell(
      { descriptors: new Map(this.state.descriptors).set(0, { source: nothing }) },
      AbortSignal.any([this.signal, kill.signal]),
    )
    this.#start(inner.runBody([{ ...statement, background: false }]), kill)
    this.state.status = 0
  }

  /** Work beside the script: a job, which `$!` names. */
  #start(work: Promise<number>, kill: AbortController): void {
    this.state.lastBackground = 5000 + this.jobs.size
    this.jobs.set(this.state.lastBackground, startJob(work, kill))
  }

  async #list({ pipelines, operators }: Statement): Promise<void> {
    for (const [index, pipeline] of pipelines.entries()) {
      const operator = index === 0 ? undefined : operators[index - 1]
      if (operator === '&&' && this.state.status !== 0) continue
      if (operator === '||' && this.state.status === 0) continue
      const last = index === pipelines.length - 1
      if (last && !pipeline.negated) await this.#pipeline(pipeline)
      else await this.tolerantly(() => this.#pipeline(pipeline))
      if (last && this.state.status !== 0 && endsScript(pipeline)) this.#demandSuccess()
    }
  }

  #demandSuccess(): void {
    if (this.state.errexit && this.#tolerant === 0) throw new Leave('exit', this.state.status)
  }

  /** Runs what may fail without ending the script. */
  async tolerantly(work: () => Promise<void>): Promise<void> {
    this.#tolerant += 1
    try {
      await work()
    } finally {
      this.#tolerant -= 1
    }
  }

  async #pipeline({ commands, negated }: PipelineNode): Promise<void> {
    const [only] = commands
    if (commands.length === 1 && only) await this.#command(only)
    else this.state.status = await this.#pipe(commands)
    if (negated) this.state.status = this.state.status === 0 ? 1 : 0
  }

  async #pipe(commands: readonly CommandNode[]): Promise<number> {
    let input = this.state.descriptors.get(0) ?? {}
    const running = commands.map((command, index) => {
      const descriptors = new Map(this.state.descriptors).set(0, input)
      const pipe = index < commands.length - 1 ? new Pipe() : null
      if (pipe) {
        descriptors.set(1, { sink: pipe })
        input = { source: pipe }
      }
      const inner = this.subshell({ descriptors })
      return inner.runBody([asStatement(command)]).finally(() => pipe?.end())
    })
    const codes = await Promise.all(running)
    this.variables.set('PIPESTATUS', codes.map(String))
    return (this.state.pipefail ? codes.findLast((code) => code !== 0) : codes.at(-1)) ?? 0
  }

  async #command(command: CommandNode): Promise<void> {
    if (command.type === 'SimpleCommand') return this.#simple(command)
    if (command.type === 'FunctionDef') {
      this.state.functions.set(command.name, command)
      this.state.status = 0
      return
    }
    await this.#redirected(command.redirections, () => runCompound(this, command))
  }

  async #redirected(redirections: readonly Redirection[], work: () => Promise<void>): Promise<void> {
    if (redirections.length === 0) return work()
    const before = this.state.descriptors
    const { descriptors, written } = await redirect(redirections, before, this, this.host)
    this.state.descriptors = descriptors
    try {
      await work()
    } finally {
      await written()
      this.state.descriptors = before
    }
  }

  /** Runs the body of a subshell, with the EXIT trap that it may set. */
  async runWithTrap(body: readonly Statement[]): Promise<number> {
    const code = await this.runBody(body)
    const trap = this.state.traps.get('EXIT')
    if (trap !== undefined) await this.runPart(trap)
    return code
  }

  async #simple({ assignments, name, args, redirections }: SimpleCommandNode): Promise<void> {
    const substitutedBefore = this.#substituted
    const declares =
      name?.parts.length === 1 && name.parts[0]?.type === 'Literal' && isDeclaring(name.parts[0].value)
    const words = await expandWords(name ? [name, ...(declares ? [] : args)] : [], this)
    const arrays = new Map<string, string[]>()
    if (declares)
      for (const arg of args) {
        const array = declaredArray(arg)
        if (array) {
          arrays.set(array.name, await expandWords(array.words, this))
          words.push(array.name)
        } else
          words.push(
            ...(isAssignmentWord(arg) ? [await expandText(arg, this)] : await expandWords([arg], this)),
          )
      }
    const [command, ...rest] = words
    if (command === undefined) {
      await this.#redirected(redirections, async () => {
        for (const assignment of assignments) await assign(this, assignment)
      })
      if (this.#substituted === substitutedBefore) this.state.status = 0
      return
    }
    if (command === 'exec') return this.#exec(rest, redirections)
    await this.#redirected(redirections, () =>
      withAssignments(this, assignments, () => this.call(command, rest)),
    )
    for (const [array, items] of arrays) fillArray(this, array, items)
  }

  async #exec(words: readonly string[], redirections: readonly Redirection[]): Promise<void> {
    const { descriptors, written } = await redirect(redirections, this.state.descriptors, this, this.host)
    this.state.descriptors = descriptors
    await written()
    const [command, ...args] = words
    this.state.status = 0
    if (command === undefined) return
    await this.call(command, args)
    // The program took the shell's place: no trap of it is left.
    this.state.traps.delete('EXIT')
    throw new Leave('exit', this.state.status)
  }

  /** The key of an associative array, which may hold expansions. */
  keyText(key: string): Promise<string> {
    return keyText(this, key)
  }

  /** Runs a function, a builtin or a program with its words as they are; leaves its exit code as the status. */
  async call(command: string, args: readonly string[]): Promise<void> {
    const known = this.state.functions.get(command)
    if (known) return this.#function(known, args)
    const builtin = builtins[command]
    if (builtin) {
      this.state.status = await builtin(this, [...args])
      return
    }
    this.state.status = await startProgram(this, [command, ...args])
  }

  async #function(known: Command<'FunctionDef'>, args: readonly string[]): Promise<void> {
    const { positional } = this.state
    const locals = this.localsOf
    this.localsOf = new Map()
    this.state.positional = [...args]
    try {
      await this.#redirected([...known.redirections, ...known.body.redirections], () =>
        known.body.type === 'Group' ? this.statements(known.body.body) : this.#command(known.body),
      )
    } catch (error) {
      if (!(error instanceof Leave) || error.how !== 'return') throw error
      this.state.status = error.count
    } finally {
      for (const [name, value] of this.localsOf) {
        if (value === undefined) this.state.variables.delete(name)
        else this.state.variables.set(name, value)
      }
      this.localsOf = locals
      this.state.positional = positional
    }
  }

  /** What names that are local to the running function were outside of it. */
  localsOf: Map<string, ReturnType<Variables['raw']>> | null = null
}
