import type { Redirection } from './ast.ts'
import { type Expander, expandText } from './expand.ts'
import { nothing, nowhere, type Sink, sourceOf } from './pipe.ts'
import type { ShellHost } from './program.ts'
import { type Descriptor, ShellError } from './shell-state.ts'

/** Where redirections lead, and what must be waited for before their files are whole. */
export interface Redirected {
  descriptors: Map<number, Descriptor>
  written(): Promise<void>
}

interface Place extends Expander {
  /** What process substitutions of this shell lead to. */
  substitution(path: string): Descriptor | undefined
  umask(): number
}

/** Descriptors as they are after the redirections, which are done from left to right. */
export async function redirect(
  redirections: readonly Redirection[],
  before: ReadonlyMap<number, Descriptor>,
  shell: Place,
  host: ShellHost,
): Promise<Redirected> {
  const descriptors = new Map(before)
  const files: FileSink[] = []
  const toFile = async (path: string, append: boolean): Promise<Descriptor> => {
    // What goes to the network by bash's own means leads nowhere here.
    if (path === '/dev/null' || /^\/dev\/(udp|tcp)\//.test(path)) return { sink: nowhere, source: nothing }
    const device = /^\/dev\/(stdout|stderr|fd\/(\d+))$/.exec(path)
    if (device) {
      const known = descriptors.get(
        device[1] === 'stdout' ? 1 : device[1] === 'stderr' ? 2 : Number(device[2]),
      )
      if (known) return known
    }
    const sink = new FileSink(absolute(path, shell), host, shell.umask())
    files.push(sink)
    await sink.open(append)
    return { sink }
  }
  for (const { operator, fd, fdVariable, target } of redirections) {
    if (target.type === 'HereDoc') {
      descriptors.set(fd ?? 0, { source: sourceOf(await expandText(target.content, shell)) })
      continue
    }
    const word = await expandText(target, shell)
    const put = (standard: number, descriptor: Descriptor): void => {
      let number = fd ?? standard
      if (fdVariable !== undefined) {
        number = 10
        while (descriptors.has(number)) number += 1
        shell.variables.set(fdVariable, String(number))
      }
      descriptors.set(number, descriptor)
    }
    switch (operator) {
      case '<<<':
        put(0, { source: sourceOf(`${word}\n`) })
        break
      case '<':
      case '<>':
        put(0, await fromFile(word, shell, host, descriptors))
        break
      case '>':
      case '>|':
      case '>>':
        put(1, await toFile(word, operator === '>>'))
        break
      case '&>':
      case '&>>': {
        const both = await toFile(word, operator === '&>>')
        descriptors.set(1, both)
        descriptors.set(2, both)
        break
      }
      case '>&':
      case '<&': {
        if (word === '-') {
          descriptors.delete(fdVariable === undefined ? (fd ?? 0) : Number(shell.variables.text(fdVariable)))
          break
        }
        const from = descriptors.get(Number(word))
        if (!/^\d+$/.test(word) && operator === '>&') {
          const both = await toFile(word, false)
          descriptors.set(1, both)
          descriptors.set(2, both)
          break
        }
        if (!from) throw new ShellError(`${word}: Bad file descriptor`)
        put(operator === '>&' ? 1 : 0, from)
        break
      }
      default:
        throw new ShellError(`${operator}: redirection not known here`)
    }
  }
  return {
    descriptors,
    written: async () => {
      for (const file of files) await file.written()
    },
  }
}

async function fromFile(
  word: string,
  shell: Place,
  host: ShellHost,
  descriptors: ReadonlyMap<number, Descriptor>,
): Promise<Descriptor> {
  if (word === '/dev/null') return { source: nothing }
  const substituted = shell.substitution(word)
  if (substituted) return substituted
  if (word === '/dev/stdin') return descriptors.get(0) ?? { source: nothing }
  const text = await host.readFile(absolute(word, shell))
  if (text === null) throw new ShellError(`${word}: No such file or directory`)
  return { source: sourceOf(text) }
}

function absolute(path: string, shell: Expander): string {
  return path.startsWith('/') ? path : `${shell.cwd() === '/' ? '' : shell.cwd()}/${path}`
}

/** Appends to a file of the practice machine in the order of writing. */
class FileSink implements Sink {
  readonly #path: string
  readonly #host: ShellHost
  readonly #umask: number
  #last: Promise<void> = Promise.resolve()

  constructor(path: string, host: ShellHost, umask: number) {
    this.#path = path
    this.#umask = umask
    this.#host = host
  }

  /** Throws ShellError where there can be no such file. */
  async open(append: boolean): Promise<void> {
    try {
      await this.#host.writeFile(this.#path, Buffer.alloc(0), append, this.#umask)
    } catch {
      throw new ShellError(`${this.#path}: No such file or directory`)
    }
  }

  write(bytes: Buffer): void {
    this.#last = this.#last.then(() => this.#host.writeFile(this.#path, bytes, true, this.#umask))
    this.#last.catch(() => {})
  }

  written(): Promise<void> {
    return this.#last
  }
}
