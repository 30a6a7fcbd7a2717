import type { ITerminalOptions } from '@xterm/xterm'

/** Rows above the screen that are kept in this browser. */
const SCROLLBACK_ROWS = 10_000

/** How a shell's terminal differs from xterm's own ways. What options cannot close, `tame-shell.ts` does. */
export const shellOptions = {
  // Links would open what the server chose; without a handler xterm would still ask with confirm().
  linkHandler: { activate: () => undefined },
  // All window reports and manipulations stay off (they are by default; said here because it matters).
  windowOptions: {},
  scrollback: SCROLLBACK_ROWS,
  // Black on black, grey on grey: what a program prints stays readable, and contrast meets WCAG AA.
  minimumContrastRatio: 4.5,
  drawBoldTextInBrightColors: false,
  cursorStyle: 'block',
  cursorInactiveStyle: 'outline',
  cursorBlink: false,
  altClickMovesCursor: false,
  smoothScrollDuration: 0,
  macOptionIsMeta: true,
  // Decorations (search hits) are "proposed" in xterm 6.
  allowProposedApi: true,
  logLevel: 'off',
} satisfies ITerminalOptions
