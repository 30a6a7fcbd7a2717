import type { ITheme } from '@xterm/xterm'

/**
 * The terminal's colours from the design's tokens, as they are now (its ground differs between light and dark).
 * Tokens are expressions such as light-dark(…); xterm wants plain colours, so the browser computes them.
 */
export function readTerminalTheme(host: HTMLElement): ITheme {
  const probe = document.createElement('i')
  probe.hidden = true
  host.append(probe)
  const colour = (token: string) => {
    probe.style.color = `var(--color-${token})`
    return getComputedStyle(probe).color
  }
  const ground = colour('term')
  const ink = colour('term-ink')
  const theme: ITheme = {
    background: ground,
    foreground: ink,
    // No cursor: there is nothing to type at.
    cursor: ground,
    cursorAccent: ink,
    selectionBackground: '#2f5a62',
    selectionInactiveBackground: '#2f5a62',
    scrollbarSliderBackground: '#40565b99',
    scrollbarSliderHoverBackground: '#5a747acc',
    scrollbarSliderActiveBackground: '#6d8a90',
    black: colour('term-line'),
    brightBlack: colour('term-dim'),
    red: colour('term-err'),
    brightRed: '#ffb3ad',
    green: colour('term-ok'),
    brightGreen: '#a4eabb',
    yellow: colour('term-warn'),
    brightYellow: '#f8dc9c',
    blue: '#8fbcf2',
    brightBlue: '#b5d3f8',
    magenta: '#cdaef0',
    brightMagenta: '#e0ccf7',
    cyan: colour('term-cmd'),
    brightCyan: '#b4eaed',
    white: ink,
    brightWhite: '#ffffff',
  }
  probe.remove()
  return theme
}

/** Calls back when the page turns light or dark, by the person's choice or the system's. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(changed)
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  system.addEventListener('change', changed)
  return () => {
    chosen.disconnect()
    system.removeEventListener('change', changed)
  }
}
