/** What stands on a command line of kubectl or helm: words, and flags by their long or only name. */
export interface Flags {
  words: string[]
  get(name: string): string | undefined
  all(name: string): string[]
  has(name: string): boolean
}

const ALIASES: Record<string, string> = {
  namespace: 'n',
  'all-namespaces': 'A',
  selector: 'l',
  output: 'o',
  filename: 'f',
  container: 'c',
  values: 'f',
  filter: 'filter',
  patch: 'p',
}

/** Flags that stand alone; every other one has a value. */
const ALONE = new Set([
  'A',
  'all',
  'no-headers',
  'ignore-not-found',
  'overwrite',
  'force',
  'wait',
  'install',
  'create-namespace',
  'cleanup-on-fail',
  'reuse-values',
  'reset-values',
  'dry-run',
  'debug',
  'validate',
  'devel',
  'versions',
  'all-containers',
  'previous',
  'timestamps',
  'p-alone',
  'failed',
  'pending',
  'uninstalling',
  'deployed',
  'q',
  'short',
  'a',
  'force-update',
  'server-side',
  'force-conflicts',
  'atomic',
  'show-labels',
  'w',
  'watch',
  'i',
  'h',
  'help',
])

export function readFlags(args: readonly string[]): Flags {
  const words: string[] = []
  const values = new Map<string, string[]>()
  const put = (name: string, value: string): void => {
    const key = ALIASES[name] ?? name
    values.set(key, [...(values.get(key) ?? []), value])
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      words.push(...args.slice(at + 1))
      break
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg)
      continue
    }
    const [, long, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? []
    if (long !== undefined) {
      if (value !== undefined) put(long, value)
      else put(long, ALONE.has(ALIASES[long] ?? long) ? 'true' : (args[++at] ?? ''))
      continue
    }
    const letter = arg[1] ?? ''
    const rest = arg.slice(2).replace(/^=/, '')
    if (rest !== '') put(letter, rest)
    else put(letter, ALONE.has(letter) ? 'true' : (args[++at] ?? ''))
  }
  return {
    words,
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name) && values.get(name)?.at(-1) !== 'false',
  }
}
