import { declare, exportNames, readonly, setLocal, unset } from './builtins-names.ts'
import { testHolds } from './condition.ts'
import { type Line, readAll, readLine, type Source } from './pipe.ts'
import { printf, unescaped } from './printf.ts'
import { Killed } from './program.ts'
import type { Shell } from './shell.ts'
import { Leave, ShellError } from './shell-state.ts'

type Builtin = (shell: Shell, args: string[]) => number | Promise<number>

/** What bash does itself, as far as scripts for servers use it. */
export const builtins: Readonly<Record<string, Builtin | undefined>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  echo(shell, args) {
    const flags = /^-[neE]+$/.test(args[0] ?? '') ? (args.shift() ?? '') : ''
    const text = args.join(' ')
    shell.write(1, (flags.includes('e') ? unescaped(text) : text) + (flags.includes('n') ? '' : '\n'))
    return 0
  },
  printf(shell, args) {
    const into = args[0] === '-v' ? args.splice(0, 2)[1] : undefined
    if (args[0] === '--') args.shift()
    const [format = '', ...values] = args
    const text = printf(format, values)
    if (into === undefined) shell.write(1, text)
    else shell.variables.set(into, text)
    return 0
  },
  test: async (shell, args) => ((await testHolds(args, shell, shell.host)) ? 0 : 1),
  '[': async (shell, args) => {
    if (args.pop() !== ']') throw new ShellError("[: missing `]'")
    return (await testHolds(args, shell, shell.host)) ? 0 : 1
  },
  set(shell, args) {
    while (/^[-+]./.test(args[0] ?? '')) {
      const flag = args.shift() ?? ''
      if (flag === '--') {
        shell.state.positional = args
        return 0
      }
      const on = flag.startsWith('-')
      const name = flag.endsWith('o') ? args.shift() : undefined
      if (flag.includes('e') || name === 'errexit') shell.state.errexit = on
      if (flag.includes('u') || name === 'nounset') shell.state.nounset = on
      if (name === 'pipefail') shell.state.pipefail = on
    }
    if (args.length > 0) shell.state.positional = args
    return 0
  },
  shift(shell, [count = '1']) {
    if (Number(count) > shell.state.positional.length) return 1
    shell.state.positional = shell.state.positional.slice(Number(count))
    return 0
  },
  exit: (shell, [code]) => {
    throw new Leave('exit', code === undefined ? shell.state.status : Number(code) & 255)
  },
  return: (shell, [code]) => {
    throw new Leave('return', code === undefined ? shell.state.status : Number(code) & 255)
  },
  break: (_, [count = '1']) => {
    throw new Leave('break', Number(count))
  },
  continue: (_, [count = '1']) => {
    throw new Leave('continue', Number(count))
  },
  async eval(shell, args) {
    shell.state.status = 0
    return shell.runPart(args.join(' '))
  },
  source,
  '.': source,
  local: setLocal,
  declare,
  typeset: declare,
  readonly,
  export: exportNames,
  unset,
  async read(shell, args) {
    const options = takeOptions(args, 'dtnpu')
    const from = options.get('u') === undefined ? 0 : Number(options.get('u'))
    const source = shell.state.descriptors.get(from)?.source
    if (!source) return 1
    const border = options.has('d') ? options.get('d') || '\0' : '\n'
    const limit = options.get('t')
    const read =
      limit === undefined
        ? await readLine(source, border)
        : await readWithin(shell, source, border, Number(limit))
    // What bash gives when the time is up.
    if (read === null) return 142
    const { line, ended } = read
    const names = args.length > 0 ? args : ['REPLY']
    const separators = shell.variables.text('IFS') ?? ' \t\n'
    const text = options.has('r') ? line : line.replace(/\\(.)/gs, '$1')
    if (options.has('a')) shell.variables.set(options.get('a') ?? names[0] ?? '', fieldsOf(text, separators))
    else assignFields(shell, names, text, separators)
    return ended ? 1 : 0
  },
  async mapfile(shell, args) {
    const options = takeOptions(args, 'dnsuC')
    const text = await readAll(shell.state.descriptors.get(0)?.source ?? { take: async () => null })
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
    shell.variables.set(args[0] ?? 'MAPFILE', options.has('t') ? lines : lines.map((line) => `${line}\n`))
    return 0
  },
  async cd(shell, [folder = shell.variables.text('HOME') ?? '/']) {
    const path = folder.startsWith('/') ? folder : `${shell.state.cwd}/${folder}`
    if (!(await shell.host.test('-d', path))) throw new ShellError(`cd: ${folder}: No such file or directory`)
    shell.state.cwd = path.replace(/(.)\/+$/, '$1')
    shell.variables.set('PWD', shell.state.cwd)
    return 0
  },
  pwd(shell) {
    shell.write(1, `${shell.state.cwd}\n`)
    return 0
  },
  trap(shell, args) {
    if (args[0] === '--') args.shift()
    const [script = '', ...names] = args
    for (const name of names) {
      const signal = name === '0' ? 'EXIT' : name.replace(/^SIG/, '')
      if (script === '-') shell.state.traps.delete(signal)
      else shell.state.traps.set(signal, script)
    }
    return 0
  },
  async wait(shell, args) {
    const ids = args.filter((arg) => /^\d+$/.test(arg)).map(Number)
    const jobs = ids.length > 0 ? ids : [...shell.jobs.keys()]
    let code = 0
    for (const id of jobs) code = (await shell.jobs.get(id)?.done) ?? 127
    if (shell.signal.aborted) throw new Killed()
    return ids.length > 0 ? code : 0
  },
  kill(shell, args) {
    const ids = args.filter((arg) => /^\d+$/.test(arg)).map(Number)
    const known = ids.map((id) => shell.jobs.get(id)).filter((job) => job !== undefined && !job.ended)
    if (!args.includes('-0')) for (const job of known) job?.kill.abort()
    return known.length > 0 ? 0 : 1
  },
  async type(shell, [name = '']) {
    return (await isKnown(shell, name)) ? 0 : 1
  },
  async command(shell, args) {
    if (args[0] === '-v' || args[0] === '-V') {
      const name = args[1] ?? ''
      if (!(await isKnown(shell, name))) return 1
      shell.write(1, `${name}\n`)
      return 0
    }
    const [name, ...rest] = args
    if (name !== undefined) await shell.call(name, rest)
    return shell.state.status
  },
  async let(shell, args) {
    let value = 0
    for (const arg of args) value = await shell.numberOf(arg)
    return value !== 0 ? 0 : 1
  },
  hash: () => 0,
  umask(shell, [mask]) {
    if (mask !== undefined) shell.state.umask = Number.parseInt(mask, 8)
    else shell.write(1, `${shell.state.umask.toString(8).padStart(4, '0')}\n`)
    return 0
  },
  shopt: () => 0,
  ulimit: () => 0,
  disown: () => 0,
  jobs: () => 0,
}

/** Null when no line came in so many seconds; the line is then the next one that is read. */
async function readWithin(
  shell: Shell,
  source: Source,
  border: string,
  seconds: number,
): Promise<Line | null> {
  const line = shell.pendingLines.get(source) ?? readLine(source, border)
  shell.pendingLines.set(source, line)
  const over = new AbortController()
  const late = shell.host.wait(seconds * 1000, AbortSignal.any([shell.signal, over.signal])).then(
    () => null,
    () => null,
  )
  const first = await Promise.race([line, late])
  over.abort()
  if (shell.signal.aborted) throw new Killed()
  if (first) shell.pendingLines.delete(source)
  return first
}

async function source(shell: Shell, [path = '']: string[]): Promise<number> {
  const text = await shell.host.readFile(path)
  if (text === null) throw new ShellError(`${path}: No such file or directory`)
  return shell.runPart(text)
}

async function isKnown(shell: Shell, name: string): Promise<boolean> {
  return (
    builtins[name] !== undefined ||
    shell.state.functions.has(name) ||
    (await shell.host.program(name)) !== null
  )
}

/** Takes options off the front of the words; those in `withValue` have one. */
export function takeOptions(args: string[], withValue: string): Map<string, string | undefined> {
  const options = new Map<string, string | undefined>()
  while (/^-[A-Za-z]/.test(args[0] ?? '')) {
    const letters = (args.shift() ?? '').slice(1)
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] ?? ''
      if (!withValue.includes(letter)) {
        options.set(letter, undefined)
        continue
      }
      const rest = letters.slice(at + 1)
      options.set(letter, rest === '' ? args.shift() : rest)
      break
    }
  }
  if (args[0] === '--') args.shift()
  return options
}

function fieldsOf(text: string, separators: string): string[] {
  if (separators === '') return [text]
  const set = `[${separators.replace(/[\\\]^-]/g, '\\$&')}]`
  const blank = /^\s+$/.test(separators)
  const trimmed = blank ? text.trim() : text
  return trimmed === '' ? [] : trimmed.split(new RegExp(blank ? `${set}+` : set))
}

function assignFields(shell: Shell, names: readonly string[], text: string, separators: string): void {
  let rest = /\s/.test(separators) ? text.trim() : text
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) {
      shell.variables.set(name, rest)
      return
    }
    const [first = ''] = fieldsOf(rest, separators)
    shell.variables.set(name, first)
    rest = rest.slice(first.length + (/\s/.test(separators) ? 0 : 1))
    if (/\s/.test(separators)) rest = rest.trimStart()
  }
}
