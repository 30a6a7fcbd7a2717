import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { fontReady } from './font-ready.ts'
import { tameTerminal } from './tame-terminal.ts'
import { transcriptOptions } from './terminal-options.ts'
import { onThemeChange, readTerminalTheme } from './terminal-theme.ts'
import { scrollByTouch } from './touch-scroll.ts'

/** A read-only terminal in the page, fitted to its element for as long as it is open. */
export interface OpenTerminal {
  terminal: Terminal
  search: SearchAddon
  dispose(): void
}

/** Opens a terminal in `host`, tamed and without a way to send anything. Loaded lazily: xterm is 90 kB. */
export async function openTerminal(host: HTMLElement, label: string): Promise<OpenTerminal> {
  const { fontFamily, fontSize } = getComputedStyle(host)
  await fontReady(fontFamily, Number.parseFloat(fontSize))

  const terminal = new Terminal({
    ...transcriptOptions,
    theme: readTerminalTheme(host),
    fontFamily,
    fontSize: Number.parseFloat(fontSize),
    lineHeight: 1.25,
    fontWeightBold: 600,
  })
  const fit = new FitAddon()
  const search = new SearchAddon({ highlightLimit: 2000 })
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  tameTerminal(terminal.parser)
  // Keys are the page's (Tab leaves, Ctrl C copies); xterm would turn them into input and hold them back.
  terminal.attachCustomKeyEventHandler(() => false)
  terminal.open(host)
  terminal.textarea?.setAttribute('aria-label', label)
  fit.fit()

  let frame = 0
  const resized = new ResizeObserver(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => fit.fit())
  })
  resized.observe(host)
  const stopTheme = onThemeChange(() => {
    terminal.options.theme = readTerminalTheme(host)
  })
  const stopTouch = scrollByTouch(terminal, host)

  return {
    terminal,
    search,
    dispose() {
      cancelAnimationFrame(frame)
      resized.disconnect()
      stopTheme()
      stopTouch()
      terminal.dispose()
    },
  }
}
