import type { IParser } from '@xterm/xterm'

/** No screen is larger. Beyond, a count only keeps xterm busy: it works them off one by one. */
const LARGEST_COUNT = 1000
/** Cursor movements stop at the edge by themselves: programs ask for 9999 to find it. */
const STOPS_AT_THE_EDGE = 'ABCDEFGHdef`'
/** Synchronised output can freeze a screen; 132 columns would give it a size that nobody chose. */
const REFUSED_MODES = new Set([3, 40, 2026])

/**
 * Takes from a shell's terminal what output could do to the page or the person: titles, links, the clipboard, colours,
 * windows, and questions whose answer could be chosen by who asks. What programs need stays: the other screen, the mouse,
 * the cursor, bracketed paste. `mayAnswer`: whether what is asked now (which terminal, where the cursor is) may be
 * answered; an answer is typed into the shell, so only one screen gives it, and only to a question of now.
 * Call it once, before the first byte.
 *
 * Sequences: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function tameShell(parser: IParser, mayAnswer: () => boolean): void {
  const swallow = () => true
  const unlessMayAnswer = () => !mayAnswer()

  // OSC: 0 to 2 title, 4 and 10 to 19 and 104 to 119 set or report colours, 8 links, 52 clipboard, the rest
  // working directory, notifications, file transfer, shell marks. None of it is text.
  for (const code of [0, 1, 2, 4, 5, 7, 8, 9, 22, 50, 52, 99, 104, 105, 133, 633, 777, 1337])
    parser.registerOscHandler(code, swallow)
  for (let code = 10; code <= 19; code++) parser.registerOscHandler(code, swallow)
  for (let code = 110; code <= 119; code++) parser.registerOscHandler(code, swallow)

  for (const final of 'hl')
    parser.registerCsiHandler({ prefix: '?', final }, (params) =>
      params.every((mode) => typeof mode === 'number' && REFUSED_MODES.has(mode)),
    )

  // Settings and terminfo can be asked for by name; window operations move, resize and report.
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow)
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow)
  parser.registerCsiHandler({ final: 't' }, swallow)
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow)

  // Device attributes, status and cursor reports, modes: fixed words and numbers.
  for (const prefix of ['', '>', '='])
    parser.registerCsiHandler({ ...(prefix ? { prefix } : {}), final: 'c' }, unlessMayAnswer)
  for (const prefix of ['', '?'])
    parser.registerCsiHandler({ ...(prefix ? { prefix } : {}), final: 'n' }, unlessMayAnswer)
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, unlessMayAnswer)
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, unlessMayAnswer)

  for (let code = 0x40; code <= 0x7e; code++) {
    const final = String.fromCharCode(code)
    if (!STOPS_AT_THE_EDGE.includes(final)) parser.registerCsiHandler({ final }, countsTooFar)
  }
}

function countsTooFar(params: readonly (number | number[])[]): boolean {
  return params.flat().some((count) => count > LARGEST_COUNT)
}
