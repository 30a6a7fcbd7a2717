/**
 * Makes readable text of what a terminal would have shown: escape sequences go, carriage returns and backspaces
 * overwrite as they would on screen. A line is held until it ends; one longer than this is given out in pieces.
 */
const LONGEST_LINE = 64 * 1024

/** What has more parameters than this is no sequence: no program writes such, and an endless one holds no memory. */
const LONGEST_PARAMETERS = 64

type Place = 'text' | 'escape' | 'skip-one' | 'csi' | 'string' | 'string-escape'

export class PlainText {
  readonly #decoder = new TextDecoder()
  /** Never shorter than the line or the column; what is behind the line's end is of earlier lines. */
  readonly #cells: string[] = []
  /** In which generation each cell was written: an erased line begins a new one, whatever its length. */
  readonly #written = new Uint32Array(LONGEST_LINE)
  #generation = 0
  /** Cells of the line before this generation are blank. */
  #erased = false
  #length = 0
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
      if (this.#length >= LONGEST_LINE) done += this.#takeLine()
    }
    return done
  }

  #type(char: string): void {
    if (char === '\u001b') this.#place = 'escape'
    else if (char === '\r') this.#column = 0
    else if (char === '\b') this.#column = Math.max(0, this.#column - 1)
    else if (char === '\t' || (char >= ' ' && !(char >= '\u007f' && char <= '\u009f'))) {
      this.#written[this.#column] = this.#generation
      this.#cells[this.#column++] = char
      this.#length = Math.max(this.#length, this.#column)
    }
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
        } else if (this.#parameters.length < LONGEST_PARAMETERS) this.#parameters += char
        else {
          this.#place = 'text'
          this.#type(char)
        }
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

  /** Erase in line: what progress bars do before they write themselves anew. The column stays where it is. */
  #erase(): void {
    if (this.#parameters === '' || this.#parameters === '0')
      this.#length = Math.min(this.#length, this.#column)
    else if (this.#parameters === '2') {
      this.#length = 0
      this.#generation += 1
      this.#erased = true
    }
  }

  /** Only here are gaps filled: erasing costs the same however long the line is. */
  #takeLine(): string {
    const cells = this.#cells.slice(0, this.#length)
    const text = this.#erased
      ? cells.map((char, at) => (this.#written[at] === this.#generation ? char : ' ')).join('')
      : cells.join('')
    this.#length = this.#column = 0
    this.#erased = false
    return text
  }
}
