import type { Key, KeyName } from './keys.ts'

export type Edited = { is: 'line'; line: string } | { is: 'interrupted' } | { is: 'ended' } | null

interface EditorOptions {
  prompt: string
  /** How many columns the prompt takes. */
  promptWidth: number
  history: readonly string[]
  columns(): number
  write(text: string): void
}

/** Edits one line at a prompt, as readline does for what most people know of it. */
export class LineEditor {
  readonly #options: EditorOptions
  #line: string[] = []
  #at = 0
  #past: number
  #kept = ''
  /** The row of the cursor, counted from the prompt's. */
  #row = 0

  constructor(options: EditorOptions) {
    this.#options = options
    this.#past = options.history.length
    options.write(options.prompt)
  }

  /** Does what a key says; gives what came of the line, null while it is edited. */
  press(pressed: Key): Edited {
    if ('text' in pressed) {
      const chars = [...pressed.text]
      this.#line.splice(this.#at, 0, ...chars)
      this.#at += chars.length
      this.#draw()
      return null
    }
    return this.#act(pressed.key)
  }

  #act(key: KeyName): Edited {
    switch (key) {
      case 'enter':
        return this.#leave({ is: 'line', line: this.#line.join('') })
      case 'interrupt':
        this.#moveTo(this.#line.length)
        this.#options.write('^C')
        return this.#leave({ is: 'interrupted' })
      case 'end-of-input':
        if (this.#line.length === 0) return { is: 'ended' }
        this.#cut(this.#at, this.#at + 1)
        return null
      case 'backspace':
        this.#cut(this.#at - 1, this.#at)
        return null
      case 'delete':
        this.#cut(this.#at, this.#at + 1)
        return null
      case 'cut-line':
        this.#cut(0, this.#at)
        return null
      case 'cut-rest':
        this.#cut(this.#at, this.#line.length)
        return null
      case 'cut-word': {
        const before = this.#line.slice(0, this.#at).join('')
        this.#cut(before.replace(/\S+\s*$/, '').length, this.#at)
        return null
      }
      case 'left':
        this.#moveTo(this.#at - 1)
        return null
      case 'right':
        this.#moveTo(this.#at + 1)
        return null
      case 'home':
        this.#moveTo(0)
        return null
      case 'end':
        this.#moveTo(this.#line.length)
        return null
      case 'up':
        this.#recall(this.#past - 1)
        return null
      case 'down':
        this.#recall(this.#past + 1)
        return null
      case 'clear-screen':
        this.#options.write('\x1b[H\x1b[2J')
        this.#row = 0
        this.#draw()
        return null
      case 'tab':
        this.#options.write('\x07')
        return null
    }
  }

  #leave(edited: Edited): Edited {
    this.#moveTo(this.#line.length)
    this.#options.write('\r\n')
    return edited
  }

  #cut(from: number, to: number): void {
    if (from < 0 || from >= to) return
    this.#line.splice(from, to - from)
    this.#at = Math.min(from, this.#line.length)
    this.#draw()
  }

  #moveTo(at: number): void {
    if (at < 0 || at > this.#line.length) return
    this.#at = at
    this.#draw()
  }

  #recall(past: number): void {
    const { history } = this.#options
    if (past < 0 || past > history.length) return
    if (this.#past === history.length) this.#kept = this.#line.join('')
    this.#past = past
    this.#line = [...(past === history.length ? this.#kept : (history[past] ?? ''))]
    this.#at = this.#line.length
    this.#draw()
  }

  /** Draws prompt and line anew, from the row in which the prompt stands. */
  #draw(): void {
    const { prompt, promptWidth, columns, write } = this.#options
    const width = Math.max(1, columns())
    const up = this.#row > 0 ? `\x1b[${this.#row}A` : ''
    const text = this.#line.join('').replaceAll('\n', '\r\n')
    const end = promptWidth + this.#line.length
    const target = promptWidth + this.#at
    // A terminal wraps only with the next character.
    const wrap = end > 0 && end % width === 0 ? ' \r' : ''
    const rowsBack = Math.floor(end / width) - Math.floor(target / width)
    this.#row = Math.floor(target / width)
    const back = rowsBack > 0 ? `\x1b[${rowsBack}A` : ''
    const column = target % width
    write(`\r${up}\x1b[J${prompt}${text}${wrap}${back}\r${column > 0 ? `\x1b[${column}C` : ''}`)
  }
}
