import type { IMarker, Terminal } from '@xterm/xterm'

/** A row between two lines of a transcript that says something of ours; it is no part of the log. */
export interface MarkerRow {
  /** Sets the words: the strong ones first, then the rest. */
  say(strong: string, rest: string): void
}

/** Rows of ours in a terminal: where they are, so that copying can leave them out. */
export interface MarkerRows {
  /** Adds a row after all that was written so far, which must end a line. */
  add(strong: string, rest: string): MarkerRow
  /** The selected text without our rows. */
  selectedText(): string
}

/** The rows are drawn as decorations over empty lines: the words are never in the terminal's buffer. */
export function markerRows(terminal: Terminal): MarkerRows {
  const rows = new Set<IMarker>()

  function add(strong: string, rest: string): MarkerRow {
    const box = document.createElement('div')
    box.className = 'termsep away'
    const say = (newStrong: string, newRest: string) => {
      const bold = document.createElement('b')
      bold.textContent = newStrong
      const more = document.createElement('span')
      more.textContent = newRest
      box.replaceChildren(bold, more)
    }
    say(strong, rest)
    // The callback of a write runs before the next write is parsed, so the row above the cursor is ours.
    terminal.write('\n', () => {
      const marker = terminal.registerMarker(-1)
      rows.add(marker)
      marker.onDispose(() => rows.delete(marker))
      terminal.registerDecoration({ marker, layer: 'top' })?.onRender((element) => {
        element.style.width = '100%'
        if (box.parentElement !== element) element.append(box)
      })
    })
    return { say }
  }

  function selectedText(): string {
    const place = terminal.getSelectionPosition()
    const text = terminal.getSelection()
    if (place === undefined || rows.size === 0) return text
    const lines = text.split(/\r?\n/)
    // A selection by columns has one line a row; any other joins the rows of a wrapped line.
    const joinsRows = lines.length !== place.end.y - place.start.y + 1
    const ours = new Set([...rows].map((marker) => marker.line))
    const kept: string[] = []
    for (let row = place.start.y, at = 0; row <= place.end.y; row++) {
      const continues = row > place.start.y && terminal.buffer.active.getLine(row)?.isWrapped === true
      if (joinsRows && continues) continue
      const line = lines[at++]
      if (line !== undefined && !ours.has(row)) kept.push(line)
    }
    return kept.join('\n')
  }

  return { add, selectedText }
}
