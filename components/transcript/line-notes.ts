import type { LineNote } from '../../lib/shared/install.ts'

/** Where in some bytes a note belongs: behind the line that ends before `index`. */
export interface NoteCut {
  index: number
  says: string
}

/** Reads a stream line by line for lines that need a word of explanation. */
export interface NoteFinder {
  /** The notes that lines ending in these bytes call for, in their order. */
  take(bytes: Uint8Array): NoteCut[]
  /** Something is missing before what comes next: the line that was open is not known. */
  lose(): void
}

const NEWLINE = 0x0a
/** Beyond this a line is no sentence of a program that a note could be about, in bytes. */
const LONGEST_LINE = 8192
/** CSI, OSC and two-character escape sequences. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g

/** Finds where notes belong. Each is said once, at the first line that it is about: the second time it is known. */
export function noteFinder(notes: readonly LineNote[]): NoteFinder {
  let open = notes.map(({ pattern, says }) => ({ pattern: new RegExp(pattern), says }))
  let line: number[] = []

  function take(bytes: Uint8Array): NoteCut[] {
    if (open.length === 0) return []
    const cuts: NoteCut[] = []
    let from = 0
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      keep(bytes.subarray(from, at))
      const text = shown(Uint8Array.from(line))
      line = []
      from = at + 1
      const fits = open.filter(({ pattern }) => pattern.test(text))
      for (const { says } of fits) cuts.push({ index: from, says })
      if (fits.length > 0) open = open.filter((note) => !fits.includes(note))
    }
    keep(bytes.subarray(from))
    return cuts
  }

  function keep(bytes: Uint8Array): void {
    line.push(...bytes.subarray(0, Math.max(0, LONGEST_LINE - line.length)))
  }

  return {
    take,
    lose() {
      line = []
    },
  }
}

/** The line as a person reads it: without colours, and of a progress bar only its last state. */
function shown(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes).replace(ESCAPES, '').replace(/\r+$/, '')
  return text.slice(text.lastIndexOf('\r') + 1)
}
