import type { Source } from '../shell/pipe.ts'
import { type Key, keyReader } from './keys.ts'
import { type Edited, LineEditor } from './line-editor.ts'

export interface TtySize {
  cols: number
  rows: number
}

interface TtyOptions {
  size: TtySize
  write(bytes: Buffer): void
}

/** A program that has the keyboard. */
interface Running {
  interrupt(): void
  /** What was typed of a line that has not been entered. */
  line: string
}

/**
 * A terminal of the practice machine, as its kernel and readline make it: it edits lines at a prompt; while a program
 * runs it echoes, and Ctrl C ends the program.
 */
export class Tty {
  size: TtySize
  readonly #write: (bytes: Buffer) => void
  readonly #read = keyReader()
  readonly #history: string[] = []
  readonly #waiting: Key[] = []
  #editing: { editor: LineEditor; settle(edited: Exclude<Edited, null>): void } | null = null
  #program: Running | null = null
  /** Lines that were entered and not read by any program. */
  #entered: Buffer[] = []
  #inputEnded = false
  #wake: () => void = () => {}
  #ended = false

  constructor({ size, write }: TtyOptions) {
    this.size = size
    this.#write = write
  }

  /** What the person sends. */
  take(bytes: Buffer): void {
    this.#waiting.push(...this.#read(bytes))
    this.#work()
  }

  /** Nothing will come any more. */
  end(): void {
    this.#ended = true
    this.#wake()
    this.#editing?.settle({ is: 'ended' })
    this.#editing = null
  }

  /** What a program prints: its line breaks go back to the first column. */
  print(bytes: Buffer): void {
    this.#write(Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
  }

  /** Waits for a line at a prompt. */
  async line(prompt: string, promptWidth: number): Promise<Exclude<Edited, null>> {
    if (this.#ended) return { is: 'ended' }
    // Bracketed paste, as readline asks for it.
    this.#say('\x1b[?2004h')
    const edited = await new Promise<Exclude<Edited, null>>((settle) => {
      const editor = new LineEditor({
        prompt,
        promptWidth,
        history: this.#history,
        columns: () => this.size.cols,
        write: (text) => this.#say(text),
      })
      this.#editing = { editor, settle }
      this.#work()
    })
    this.#say('\x1b[?2004l')
    if (edited.is === 'line' && edited.line.trim() !== '') this.#history.push(edited.line)
    return edited
  }

  /** Gives the keyboard to a program, whose stdin it gives; `interrupt` is called for Ctrl C. */
  runs(interrupt: () => void): Source {
    this.#program = { interrupt, line: '' }
    this.#inputEnded = false
    this.#work()
    return { take: (most) => this.#readEntered(most) }
  }

  /** The program has ended: what it did not read was typed for what comes next. */
  rests(): void {
    const left = Buffer.concat(this.#entered).toString() + (this.#program?.line ?? '')
    this.#program = null
    this.#entered = []
    this.#waiting.unshift(...this.#read(Buffer.from(left)))
  }

  async #readEntered(most = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
    for (;;) {
      const [first] = this.#entered
      if (first) {
        if (first.length <= most) this.#entered.shift()
        else this.#entered[0] = first.subarray(most)
        return first.subarray(0, most)
      }
      if (this.#inputEnded || this.#ended) return null
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #work(): void {
    for (
      let key = this.#waiting[0];
      key !== undefined && (this.#editing || this.#program);
      key = this.#waiting[0]
    ) {
      this.#waiting.shift()
      if (this.#program) this.#cook(this.#program, key)
      else this.#edit(key)
    }
  }

  #edit(key: Key): void {
    const edited = this.#editing?.editor.press(key)
    if (!edited || !this.#editing) return
    const { settle } = this.#editing
    this.#editing = null
    settle(edited)
  }

  /** What the kernel does with the keys of a program that reads lines. */
  #cook(program: Running, pressed: Key): void {
    if ('text' in pressed) {
      program.line += pressed.text
      this.#say(pressed.text.replaceAll('\n', '\r\n'))
      return
    }
    switch (pressed.key) {
      case 'enter':
        this.#say('\r\n')
        this.#enter(`${program.line}\n`)
        program.line = ''
        return
      case 'backspace':
        if (program.line === '') return
        program.line = [...program.line].slice(0, -1).join('')
        this.#say('\b \b')
        return
      case 'interrupt':
        this.#say('^C\r\n')
        program.line = ''
        this.#entered = []
        program.interrupt()
        return
      case 'end-of-input':
        if (program.line === '') this.#inputEnded = true
        this.#enter(program.line)
        program.line = ''
        return
      default:
    }
  }

  #enter(text: string): void {
    if (text !== '') this.#entered.push(Buffer.from(text))
    this.#wake()
  }

  #say(text: string): void {
    this.#write(Buffer.from(text))
  }
}
