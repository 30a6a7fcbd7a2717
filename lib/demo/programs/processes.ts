import type { Machine } from '../machine/machine.ts'
import { takeOptions } from '../shell/builtins.ts'
import { readAll, readLine } from '../shell/pipe.ts'
import { Killed, type Process, type Program } from '../shell/program.ts'

/** Programs that start others, or wait. */
export const processPrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  bash: (machine) => (process) => bash(machine, process),
  sh: (machine) => (process) => bash(machine, process),
  sleep:
    (machine) =>
    async ({ args: [time = '0'], signal }) => {
      await machine.wait(seconds(time) * 1000, signal)
      return 0
    },
  timeout: (machine) => (process) => timeout(machine, process),
  env: () => (process) => {
    const [args, assigned] = [[...process.args], {} as Record<string, string>]
    let base = process.env
    while (args[0]?.startsWith('-') || args[0]?.includes('=')) {
      const word = args.shift() ?? ''
      if (word === '-i') base = {}
      if (word === '-u') args.shift()
      const at = word.indexOf('=')
      if (!word.startsWith('-')) assigned[word.slice(0, at)] = word.slice(at + 1)
    }
    const env = { ...base, ...assigned }
    if (args.length > 0) return process.spawn(args, { env })
    process.out(
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
    return 0
  },
  nohup: () => (process) => process.spawn(process.args),
  setsid: () => (process) => process.spawn(process.args.filter((arg) => !arg.startsWith('--'))),
  nice: () => (process) => process.spawn(process.args[0] === '-n' ? process.args.slice(2) : process.args),
  xargs: () => xargs,
  sudo: (machine) => (process) => sudo(machine, process),
  runuser: () => (process) => {
    const args = [...process.args]
    const options = takeOptions(args, 'u')
    const user = options.get('u') ?? args.shift() ?? 'root'
    return process.spawn(args[0] === '--' ? args.slice(1) : args, { user })
  },
  flock: () => (process) => {
    const args = [...process.args]
    takeOptions(args, 'wE')
    return args.length > 1 ? process.spawn(args.slice(1)) : 0
  },
  pgrep: () => () => 1,
  fuser: () => () => 1,
}

async function bash(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  let command = false
  const flags: string[] = []
  while (args[0]?.startsWith('-') && args[0] !== '-') {
    const flag = args.shift() ?? ''
    if (flag.startsWith('--')) continue
    if (flag.includes('c')) command = true
    if (flag === '-o') flags.push('-o', args.shift() ?? '')
    else if (/[eu]/.test(flag)) flags.push(flag.replace(/[^-eu]/g, ''))
    if (flag.includes('s')) break
  }
  let script: string | null
  let name = 'bash'
  if (command) {
    script = args.shift() ?? ''
    name = args.shift() ?? 'bash'
  } else if (args[0] !== undefined && args[0] !== '-') {
    name = args.shift() ?? ''
    script = await machine.readFile(name)
    if (script === null) {
      process.err(`bash: ${name}: No such file or directory\n`)
      return 127
    }
  } else script = await readAll(process.stdin)
  const shell = machine.shell({
    user: process.user,
    env: { ...process.env },
    name,
    args,
    descriptors: new Map([
      [0, { source: process.stdin }],
      [1, { sink: process.stdout }],
      [2, { sink: process.stderr }],
    ]),
    signal: process.signal,
    cwd: process.cwd,
  })
  return shell.run(flags.length > 0 ? `set ${flags.join(' ')}\n${script}` : script)
}

async function timeout(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  while (args[0]?.startsWith('-')) {
    const flag = args.shift() ?? ''
    if (flag === '-k' || flag === '-s') args.shift()
  }
  const limit = seconds(args.shift() ?? '0')
  const late = new AbortController()
  const over = new AbortController()
  // A limit for work, which takes its own time however short the waits are made.
  const least = limit >= 5 ? 3_000 * machine.clock.speed : 0
  const watch = machine.wait(Math.max(limit * 1000, least), over.signal).then(
    () => late.abort(),
    () => {},
  )
  try {
    return await process.spawn(args, { signal: AbortSignal.any([process.signal, late.signal]) })
  } catch (error) {
    if (error instanceof Killed && late.signal.aborted && !process.signal.aborted) return 124
    throw error
  } finally {
    over.abort()
    await watch
  }
}

/** "10", "0.5s", "2m", "1h": in seconds. */
function seconds(time: string): number {
  const [, number = '0', unit = 's'] = /^([\d.]+)([smhd]?)$/.exec(time) ?? []
  return Number(number) * ({ s: 1, m: 60, h: 3_600, d: 86_400 }[unit] ?? 1)
}

async function xargs(process: Process): Promise<number> {
  const args = [...process.args]
  const options = takeOptions(args, 'IndLP')
  const text = await readAll(process.stdin)
  const items = options.has('0')
    ? text.split('\0').filter(Boolean)
    : text.split(options.has('I') ? '\n' : /\s+/).filter(Boolean)
  if (items.length === 0 && options.has('r')) return 0
  const command = args.length > 0 ? args : ['echo']
  const place = options.get('I')
  const size = Number(options.get('n') ?? (place === undefined ? items.length || 1 : 1))
  let worst = 0
  for (let at = 0; at < Math.max(1, items.length); at += size) {
    const some = items.slice(at, at + size)
    const words =
      place === undefined
        ? [...command, ...some]
        : command.map((word) => word.replaceAll(place, some[0] ?? ''))
    if ((await process.spawn(words)) !== 0) worst = 123
  }
  return worst
}

async function sudo(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  let asks = true
  let reads = false
  while (args[0]?.startsWith('-')) {
    const flag = args.shift() ?? ''
    if (flag === '--') break
    if (flag === '-n') asks = false
    if (flag === '-S') reads = true
    if (flag === '-p' || flag === '-u') args.shift()
  }
  // Nobody has to know a password to practise: a person at a terminal is believed.
  const atTerminal = process.env.SSH_TTY !== undefined
  if (process.user !== 'root' && !atTerminal) {
    if (!asks) {
      process.err('sudo: a password is required\n')
      return 1
    }
    if (!reads) {
      process.err(
        'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\nsudo: a password is required\n',
      )
      return 1
    }
    const { line } = await readLine(process.stdin)
    if (line !== machine.password) {
      process.err('Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt\n')
      return 1
    }
  }
  if (args.length === 0) return 0
  return process.spawn(args, {
    user: 'root',
    env: { ...process.env, USER: 'root', HOME: '/root', LOGNAME: 'root' },
  })
}
