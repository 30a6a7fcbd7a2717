const ESC = 0x1b
const BRACKET = 0x5b
const QUESTION = 0x3f
const SEMICOLON = 0x3b
const HIGH = 0x68
const LOW = 0x6c
const LONGEST = 32

/**
 * The private modes that a program leaves set and that a screen joining later has to know: application cursor keys,
 * hidden cursor, mouse, the other screen, bracketed paste. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
const KNOWN = new Set([1, 25, 47, 66, 1000, 1002, 1003, 1004, 1006, 1047, 1049, 2004])
/** What is on from the start. */
const ON = new Set([25])
const OTHER_SCREEN = [47, 1047, 1049]

/** Which modes hold after the bytes that it was given, however they were cut. */
export class ScreenModes {
  readonly #changed = new Map<number, boolean>()
  #at: 'text' | 'escape' | 'bracket' | 'modes' = 'text'
  #digits = ''

  /** True while the program draws on the other screen, as editors do. */
  get onOtherScreen(): boolean {
    return OTHER_SCREEN.some((mode) => this.#changed.get(mode) === true)
  }

  take(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) {
      if (this.#at === 'text') {
        // Most of what a terminal shows is no sequence.
        index = bytes.indexOf(ESC, index)
        if (index < 0) return
        this.#at = 'escape'
      } else this.#step(bytes[index] ?? 0)
    }
  }

  /** What sets these modes on a screen that is as new. */
  toSequence(): string {
    return [...this.#changed]
      .filter(([mode, on]) => on !== ON.has(mode))
      .map(([mode, on]) => `\x1b[?${mode}${on ? 'h' : 'l'}`)
      .join('')
  }

  copy(): ScreenModes {
    const copy = new ScreenModes()
    for (const [mode, on] of this.#changed) copy.#changed.set(mode, on)
    copy.#at = this.#at
    copy.#digits = this.#digits
    return copy
  }

  #step(byte: number): void {
    if (byte === ESC) {
      this.#at = 'escape'
      return
    }
    switch (this.#at) {
      case 'text':
        return
      case 'escape':
        this.#at = byte === BRACKET ? 'bracket' : 'text'
        // ESC c: a full reset.
        if (byte === 0x63) this.#changed.clear()
        return
      case 'bracket':
        this.#at = byte === QUESTION ? 'modes' : 'text'
        this.#digits = ''
        return
      case 'modes':
        if ((byte >= 0x30 && byte <= 0x39) || byte === SEMICOLON) {
          this.#digits += String.fromCharCode(byte)
          if (this.#digits.length > LONGEST) this.#at = 'text'
          return
        }
        if (byte === HIGH || byte === LOW) this.#set(byte === HIGH)
        this.#at = 'text'
    }
  }

  #set(on: boolean): void {
    for (const mode of this.#digits.split(';').map(Number)) if (KNOWN.has(mode)) this.#changed.set(mode, on)
  }
}
