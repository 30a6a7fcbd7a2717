/**
 * Makes readable text of what a terminal would have shown: escape sequences go, carriage returns and backspaces
 * overwrite as they would on screen. A line is held until it ends; one longer than this is given out in pieces.
 */
const LONGEST_LINE = 64 * 1024

type Place = 'text' | 'escape' | 'skip-one' | 'csi' | 'string' | 'string-escape'

export class PlainText {
  readonly #decoder = new TextDecoder()
  #line: string[] = []
  #column = 0
  #place: Place = 'text'
  #parameters = ''

  /** The lines that these bytes complete. */
  push(bytes: Uint8Array): string {
    return this.#read(this.#decoder.decode(bytes, { stream: true }))
  }

  /** The line that never ended. */
  end(): string {
    return this.#read(this.#decoder.decode()) + this.#takeLine()
  }

  #read(text: string): string {
    let done = ''
    for (const char of text) {
      if (char === '\n') {
        // Also in the middle of a sequence: one that never ends must not swallow the rest.
        this.#place = 'text'
        done += `${this.#takeLine()}\n`
      } else if (this.#place === 'text') this.#type(char)
      else this.#escaped(char)
      if (this.#line.length >= LONGEST_LINE) done += this.#takeLine()
    }
    return done
  }

  #type(char: string): void {
    if (char === '\u001b') this.#place = 'escape'
    else if (char === '\r') this.#column = 0
    else if (char === '\b') this.#column = Math.max(0, this.#column - 1)
    else if (char === '\t' || (char >= ' ' && !(char >= '\u007f' && char <= '\u009f')))
      this.#line[this.#column++] = char
  }

  /** ECMA-48: CSI ends with a byte of @ to ~, the string kinds (OSC, DCS…) with BEL or ESC \, others at once. */
  #escaped(char: string): void {
    switch (this.#place) {
      case 'escape':
        this.#parameters = ''
        this.#place =
          char === '['
            ? 'csi'
            : ']PX^_'.includes(char)
              ? 'string'
              : ' #%()*+-./'.includes(char)
                ? 'skip-one'
                : 'text'
        return
      case 'csi':
        if (char >= '@' && char <= '~') {
          this.#place = 'text'
          if (char === 'K') this.#erase()
        } else if (char < ' ') {
          // A terminal obeys a control character in the middle of a sequence; here the sequence was never one.
          this.#place = 'text'
          this.#type(char)
        } else this.#parameters += char
        return
      case 'string':
        if (char === '\u0007') this.#place = 'text'
        else if (char === '\u001b') this.#place = 'string-escape'
        return
      case 'string-escape':
        this.#place = char === '\\' ? 'text' : 'string'
        return
      default:
        this.#place = 'text'
    }
  }

  /** Erase in line: what progress bars do before they write themselves anew. */
  #erase(): void {
    if (this.#parameters === '' || this.#parameters === '0')
      this.#line.length = Math.min(this.#line.length, this.#column)
    else if (this.#parameters === '2') this.#line = Array.from({ length: this.#column }, () => ' ')
  }

  #takeLine(): string {
    const text = this.#line.join('')
    this.#line = []
    this.#column = 0
    return text
  }
}
