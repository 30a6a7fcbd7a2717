import type { ITerminalOptions } from '@xterm/xterm'

/** Rows kept in the browser; older ones are in the download. About 12 bytes a cell, so 84 MB at 140 columns. */
const SCROLLBACK_ROWS = 50_000

/**
 * How a transcript's terminal differs from a shell's. It shows what a machine printed, and nothing printed may act:
 * each option here closes a way out, or keeps a line readable. What options cannot close, `tame-terminal.ts` does.
 */
export const transcriptOptions = {
  // Nothing is ever sent: with this, xterm drops its own replies (device attributes, cursor position,
  // DECRQSS, focus) and what a person types or pastes, before any listener could see them.
  disableStdin: true,
  // Links would open what the server chose; without a handler xterm would still ask with confirm().
  linkHandler: { activate: () => undefined },
  // All window reports and manipulations stay off (they are by default; said here because it matters).
  windowOptions: {},
  // Logs end their lines with \n alone: there was no terminal on the server to add \r.
  convertEol: true,
  // `clear` must not take what happened before it: the erased screen moves up into the scrollback instead.
  scrollOnEraseInDisplay: true,
  scrollback: SCROLLBACK_ROWS,
  // Black on black, grey on grey: evidence stays readable, and contrast meets WCAG AA whatever was printed.
  minimumContrastRatio: 4.5,
  drawBoldTextInBrightColors: false,
  // There is nothing to type at.
  cursorStyle: 'bar',
  cursorWidth: 1,
  cursorInactiveStyle: 'none',
  cursorBlink: false,
  altClickMovesCursor: false,
  scrollOnUserInput: false,
  smoothScrollDuration: 0,
  // Decorations (marker rows, search hits) are "proposed" in xterm 6.
  allowProposedApi: true,
  logLevel: 'off',
} satisfies ITerminalOptions
