/** How a stretch of a line looks: from `from` on, until the next. Names of classes, such as "c1 bold"; "" for plain. */
export interface Look {
  from: number
  look: string
}

export interface PlainLine {
  /** What can be read: no control character is left in it, and nothing that turns the direction of text. */
  text: string
  /** Null for a line without colours: most. */
  looks: readonly Look[] | null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HAS_CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/u
/** More changes of colour than this are no log, and each costs an element. */
const MOST_LOOKS = 500
/** A sequence of parameters longer than this is none. */
const SEQUENCE = 256

/**
 * Makes a line of a container harmless: colours are kept, every other order to a terminal (titles, links, cursor
 * movements) goes, and what is left of control characters is shown as what it is. Links keep their text alone. Where a
 * program wrote over its own line, as progress bars do, the last state is shown.
 */
export function readEscapes(raw: string): PlainLine {
  if (!HAS_CONTROLS.test(raw)) return { text: raw, looks: null }
  const line = lastState(raw)
  const looks: Look[] = []
  const style = emptyStyle()
  let text = ''
  for (let at = 0; at < line.length; ) {
    const code = line.charCodeAt(at)
    if (code !== 0x1b && code !== 0x9b && code !== 0x9d) {
      text += shown(line.charAt(at), code)
      at += 1
      continue
    }
    const end = endOfSequence(line, at)
    if (end === null) {
      // An order that never ends is none, and swallows nothing.
      text += shown(line.charAt(at), code)
      at += 1
      continue
    }
    const sequence = line.slice(at, end)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence begins with one
    const colour = /^(?:\u001b\[|\u009b)([\d;:]*)m$/.exec(sequence)
    if (colour && looks.length < MOST_LOOKS) {
      dye(style, colour[1] ?? '')
      const look = lookOf(style)
      if (look !== (looks.at(-1)?.look ?? '')) looks.push({ from: text.length, look })
    }
    at = end
  }
  return { text, looks: looks.length > 0 ? looks : null }
}

/** What is left on a line after carriage returns: each begins it anew. One at the end is part of the line's end. */
function lastState(raw: string): string {
  const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
  const last = line.lastIndexOf('\r')
  return last < 0 ? line : line.slice(last + 1)
}

function shown(char: string, code: number): string {
  if (code === 0x09 || (code >= 0x20 && code < 0x7f)) return char
  if (code < 0xa0) return `\\x${code.toString(16).padStart(2, '0')}`
  return /[\u2028\u2029\p{Bidi_Control}]/u.test(char) ? `\\u${code.toString(16)}` : char
}

/** ECMA-48: CSI ends with a byte of @ to ~, strings (OSC, DCS…) with BEL or ST, others at once. Null where it does not end. */
function endOfSequence(line: string, at: number): number | null {
  const first = line.charCodeAt(at)
  const kind = first === 0x9b ? '[' : first === 0x9d ? ']' : line.charAt(at + 1)
  const begin = first === 0x1b ? at + 2 : at + 1
  if (kind === '[') {
    for (let end = begin; end < line.length && end - begin < SEQUENCE; end++) {
      const code = line.charCodeAt(end)
      if (code >= 0x40 && code <= 0x7e) return end + 1
      if (code < 0x20 || code > 0x7e) return null
    }
    return null
  }
  if (kind !== '' && ']PX^_'.includes(kind)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a string ends with
    const end = /\u0007|\u001b\\|\u009c/.exec(line.slice(begin, begin + 8 * SEQUENCE))
    return end ? begin + end.index + end[0].length : null
  }
  if (kind === '') return null
  return ' #%()*+-./'.includes(kind) ? Math.min(line.length, begin + 1) : begin
}

interface Style {
  /** 0 to 15, or null for the usual one. */
  colour: number | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
}

const emptyStyle = (): Style => ({ colour: null, bold: false, dim: false, italic: false, underline: false })

/** SGR (ECMA-48, 8.3.117). Backgrounds are not painted: they could hide text. */
function dye(style: Style, parameters: string): void {
  const codes = parameters.split(/[;:]/).map(Number)
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    if (code === 0) Object.assign(style, emptyStyle())
    else if (code === 1) style.bold = true
    else if (code === 2) style.dim = true
    else if (code === 3) style.italic = true
    else if (code === 4) style.underline = true
    else if (code === 22) style.bold = style.dim = false
    else if (code === 23) style.italic = false
    else if (code === 24) style.underline = false
    else if (code >= 30 && code <= 37) style.colour = code - 30
    else if (code === 39) style.colour = null
    else if (code >= 90 && code <= 97) style.colour = code - 82
    else if (code === 38 || code === 48) {
      const [colour, taken] = richColour(codes.slice(at + 1))
      if (code === 38) style.colour = colour
      at += taken
    }
  }
}

/** One of 256 colours or any of all, as the nearest of those that can be read on this ground. */
function richColour([kind, ...rest]: number[]): [number | null, number] {
  if (kind === 5) {
    const index = rest[0] ?? 0
    if (index < 16) return [index, 2]
    if (index >= 232) return [index < 244 ? 8 : 7, 2]
    const cube = index - 16
    return [nearest(Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51), 2]
  }
  if (kind === 2) return [nearest(rest[0] ?? 0, rest[1] ?? 0, rest[2] ?? 0), 4]
  return [null, 1]
}

function nearest(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue)
  if (most < 64) return 8
  const bits = (red > most / 2 ? 1 : 0) | (green > most / 2 ? 2 : 0) | (blue > most / 2 ? 4 : 0)
  return bits === 7 ? 7 : bits + 8
}

function lookOf({ colour, bold, dim, italic, underline }: Style): string {
  const names = [
    // Black on a dark ground could not be read.
    colour === null ? '' : `c${colour === 0 ? 8 : colour}`,
    bold ? 'bold' : '',
    dim ? 'faint' : '',
    italic ? 'italic' : '',
    underline ? 'underlined' : '',
  ]
  return names.filter(Boolean).join(' ')
}
