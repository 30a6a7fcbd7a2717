import type { IParser } from '@xterm/xterm'

/** No screen is larger. Beyond, a count only keeps xterm busy: it works them off one by one. */
const LARGEST_COUNT = 1000

/**
 * Takes from a terminal what output could do to the person who reads it: rename, link, copy, ask, recolour,
 * hide, switch screens, erase. Text, colours, tabs and cursor movement (progress bars) stay.
 * Call it once, before the first byte.
 *
 * Sequences: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function tameTerminal(parser: IParser): void {
  const swallow = () => true

  // OSC: 0 to 2 title, 4 and 10 to 19 and 104 to 119 set or report colours, 8 links, 52 clipboard, the rest
  // working directory, notifications, file transfer, shell marks. None of it is text.
  for (const code of [0, 1, 2, 4, 5, 7, 8, 9, 22, 50, 52, 99, 104, 105, 133, 633, 777, 1337]) {
    parser.registerOscHandler(code, swallow)
  }
  for (let code = 10; code <= 19; code++) parser.registerOscHandler(code, swallow)
  for (let code = 110; code <= 119; code++) parser.registerOscHandler(code, swallow)

  // Private modes: alternate screen (47, 1047, 1049), mouse (9, 1000 to 1016: it would take away selecting),
  // bracketed paste, focus reports, synchronised output (it can freeze the screen), no wrapping, 132 columns.
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, swallow)
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, swallow)
  // Questions: device attributes, status and cursor reports, modes, settings. disableStdin drops the answers too.
  parser.registerCsiHandler({ final: 'c' }, swallow)
  parser.registerCsiHandler({ prefix: '>', final: 'c' }, swallow)
  parser.registerCsiHandler({ prefix: '=', final: 'c' }, swallow)
  parser.registerCsiHandler({ final: 'n' }, swallow)
  parser.registerCsiHandler({ prefix: '?', final: 'n' }, swallow)
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, swallow)
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, swallow)
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow)
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow)
  // Window operations, cursor shape, scroll region (lines scrolled inside one never reach the scrollback).
  parser.registerCsiHandler({ final: 't' }, swallow)
  parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, swallow)
  parser.registerCsiHandler({ final: 'r' }, swallow)
  // ED 3 erases the scrollback, a full or soft reset erases everything: what was printed stays on record.
  parser.registerCsiHandler({ final: 'J' }, (params) => params[0] === 3)
  parser.registerCsiHandler({ prefix: '?', final: 'J' }, (params) => params[0] === 3)
  parser.registerCsiHandler({ intermediates: '!', final: 'p' }, swallow)
  parser.registerEscHandler({ final: 'c' }, swallow)
  // DECALN fills the screen with E.
  parser.registerEscHandler({ intermediates: '#', final: '8' }, swallow)
  // Other character sets: a stray byte of a binary file would turn all that follows into line drawings.
  for (const set of '()*+-./') {
    for (const final of '0ABCEHKQRYZ45679=') parser.registerEscHandler({ intermediates: set, final }, swallow)
  }
  // Scrolling, and inserting or deleting whole lines and columns: what goes over the edge never reaches the scrollback.
  for (const final of 'LMST') parser.registerCsiHandler({ final }, swallow)
  for (const final of '@A') parser.registerCsiHandler({ intermediates: ' ', final }, swallow)
  for (const final of '}~') parser.registerCsiHandler({ intermediates: "'", final }, swallow)
  // The rest of what counts. Handlers that were registered last are asked first.
  for (let code = 0x40; code <= 0x7e; code++) {
    parser.registerCsiHandler({ final: String.fromCharCode(code) }, countsTooFar)
  }
}

function countsTooFar(params: readonly (number | number[])[]): boolean {
  return params.flat().some((count) => count > LARGEST_COUNT)
}
