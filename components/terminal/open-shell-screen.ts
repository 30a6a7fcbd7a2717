import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { fontReady } from '../transcript/font-ready.ts'
import { onThemeChange, readTerminalTheme } from '../transcript/terminal-theme.ts'
import { scrollByTouch } from '../transcript/touch-scroll.ts'
import { onFontSize, readFontSize } from './font-size.ts'
import { shellOptions } from './shell-options.ts'
import { tameShell } from './tame-shell.ts'

/** xterm in an element of its own, which may move from page to page. */
export interface ShellScreen {
  terminal: Terminal
  search: SearchAddon
  fit: FitAddon
  dispose(): void
}

/**
 * Opens xterm in `host`, which has to be in the page now, so that its letters can be measured. `mayAnswer`: see
 * `tameShell`. `resized`: its letters have another size.
 */
export async function openShellScreen(
  host: HTMLElement,
  options: { label: string; mayAnswer: () => boolean; resized: () => void },
): Promise<ShellScreen> {
  const { fontFamily } = getComputedStyle(host)
  await fontReady(fontFamily, readFontSize())
  const theme = () => ({
    ...readTerminalTheme(host),
    cursor: getComputedStyle(host).getPropertyValue('--shell-cursor').trim() || '#8fdde1',
  })
  const terminal = new Terminal({
    ...shellOptions,
    theme: theme(),
    fontFamily,
    fontSize: readFontSize(),
    lineHeight: 1.25,
    fontWeightBold: 600,
  })
  const fit = new FitAddon()
  const search = new SearchAddon({ highlightLimit: 2000 })
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  tameShell(terminal.parser, options.mayAnswer)
  terminal.open(host)
  terminal.textarea?.setAttribute('aria-label', options.label)
  const stops = [
    onThemeChange(() => {
      terminal.options.theme = theme()
    }),
    onFontSize(() => {
      terminal.options.fontSize = readFontSize()
      options.resized()
    }),
    scrollByTouch(terminal, host),
  ]
  return {
    terminal,
    search,
    fit,
    dispose() {
      for (const stop of stops) stop()
      terminal.dispose()
    },
  }
}
