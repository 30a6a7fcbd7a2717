import { ShellError, type ShellState, type Value } from './shell-state.ts'

/** The variables of one shell, with the ones that bash makes up when asked. */
export class Variables {
  readonly #state: ShellState
  readonly #elapsed: () => number

  constructor(state: ShellState, elapsed: () => number) {
    this.#state = state
    this.#elapsed = elapsed
  }

  raw(name: string): Value | undefined {
    return this.#state.variables.get(name)
  }

  /** Undefined for what is not set. `name[i]` and `name[key]` read an element. */
  text(name: string): string | undefined {
    const special = this.#special(name)
    if (special !== undefined) return special
    const value = this.#state.variables.get(name)
    if (typeof value === 'string' || value === undefined) return value
    return value instanceof Map ? value.get('0') : value[0]
  }

  /** All elements of an array, or the one value that there is. */
  list(name: string): string[] {
    if (name === '@' || name === '*') return this.#state.positional
    const value = this.#state.variables.get(name)
    if (value === undefined) return []
    if (typeof value === 'string') return [value]
    return value instanceof Map ? [...value.values()] : value
  }

  keys(name: string): string[] {
    const value = this.#state.variables.get(name)
    if (value instanceof Map) return [...value.keys()]
    return this.list(name).map((_, index) => String(index))
  }

  element(name: string, key: string): string | undefined {
    const value = this.#state.variables.get(name)
    if (value instanceof Map) return value.get(key)
    const list = this.list(name)
    return list.at(Number(key))
  }

  set(name: string, value: Value): void {
    this.#state.variables.set(name, value)
  }

  setElement(name: string, key: string, text: string): void {
    const value = this.#state.variables.get(name)
    if (value instanceof Map) {
      value.set(key, text)
      return
    }
    const list = typeof value === 'string' ? [value] : (value ?? [])
    list[Number(key)] = text
    this.#state.variables.set(name, list)
  }

  /** Throws what bash says under `set -u`. */
  demand(name: string): string {
    const text = this.text(name)
    if (text !== undefined) return text
    if (this.#state.nounset) throw new ShellError(`${name}: unbound variable`)
    return ''
  }

  exportedEnv(): Record<string, string> {
    const env: Record<string, string> = {}
    for (const name of this.#state.exported) {
      const value = this.text(name)
      if (value !== undefined) env[name] = value
    }
    return env
  }

  #special(name: string): string | undefined {
    const state = this.#state
    switch (name) {
      case '?':
        return String(state.status)
      case '#':
        return String(state.positional.length)
      case '$':
      case 'BASHPID':
        return '4242'
      case '!':
        return state.lastBackground > 0 ? String(state.lastBackground) : undefined
      case '0':
        return state.name
      case '@':
      case '*':
        return state.positional.join(' ')
      case '-':
        return `${state.errexit ? 'e' : ''}h${state.nounset ? 'u' : ''}B`
      case 'SECONDS':
        return String(Math.floor((this.#elapsed() - state.began) / 1000))
      case 'EPOCHSECONDS':
        return String(Math.floor(Date.now() / 1000))
      case 'RANDOM':
        return String(Math.floor(Math.random() * 32768))
      case 'LINENO':
        return '1'
      default:
        return /^[1-9]\d*$/.test(name) ? state.positional[Number(name) - 1] : undefined
    }
  }
}
