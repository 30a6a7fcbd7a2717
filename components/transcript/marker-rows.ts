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
  /** Adds a margin note there: what the line above means, in as many rows as its words need at this width. */
  note(says: string): void
  /** The rows of the buffer that are ours. */
  all(): ReadonlySet<number>
  /** The selected text without our rows. */
  selectedText(): string
}

/** The rows are drawn as decorations over empty lines: the words are never in the terminal's buffer. */
export function markerRows(terminal: Terminal): MarkerRows {
  const rows = new Set<IMarker>()

  /** Adds empty rows and draws a part of ours over each: xterm hides what begins above the screen, so row by row. */
  function addRows(parts: readonly HTMLElement[]): void {
    // The callback of a write runs before the next write is parsed, so the rows above the cursor are ours.
    terminal.write('\n'.repeat(parts.length), () => {
      for (const [index, part] of parts.entries()) {
        const marker = terminal.registerMarker(index - parts.length)
        rows.add(marker)
        marker.onDispose(() => rows.delete(marker))
        terminal.registerDecoration({ marker, layer: 'top' })?.onRender((element) => {
          element.style.width = '100%'
          if (part.parentElement !== element) element.append(part)
        })
      }
    })
  }

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
    addRows([box])
    return { say }
  }

  function note(says: string): void {
    const height = rowsOfNote(terminal, says)
    addRows(Array.from({ length: height }, (_, row) => noteSlice(says, row, height)))
  }

  const all = (): Set<number> => new Set([...rows].map((marker) => marker.line))

  function selectedText(): string {
    const place = terminal.getSelectionPosition()
    const text = terminal.getSelection()
    if (place === undefined || rows.size === 0) return text
    const lines = text.split(/\r?\n/)
    // A selection by columns has one line a row; any other joins the rows of a wrapped line.
    const joinsRows = lines.length !== place.end.y - place.start.y + 1
    const ours = all()
    const kept: string[] = []
    for (let row = place.start.y, at = 0; row <= place.end.y; row++) {
      const continues = row > place.start.y && terminal.buffer.active.getLine(row)?.isWrapped === true
      if (joinsRows && continues) continue
      const line = lines[at++]
      if (line !== undefined && !ours.has(row)) kept.push(line)
    }
    return kept.join('\n')
  }

  return { add, note, all, selectedText }
}

/** One row's share of a note: the whole of it, moved up behind a window of one row. */
function noteSlice(says: string, row: number, rows: number): HTMLElement {
  const box = document.createElement('div')
  box.className = 'termnote'
  // A reader hears it once.
  if (row > 0) box.ariaHidden = 'true'
  box.style.top = `${-100 * row}%`
  box.style.height = `${100 * rows}%`
  const words = document.createElement('p')
  words.textContent = says
  box.append(words)
  return box
}

/** How many rows the words of a note take, from trying it out of sight. */
function rowsOfNote(terminal: Terminal, says: string): number {
  const screen = terminal.element?.querySelector<HTMLElement>('.xterm-screen')
  if (!screen || screen.clientHeight === 0) return 2
  const trial = noteSlice(says, 0, 1)
  trial.style.cssText = 'visibility: hidden; height: auto'
  screen.append(trial)
  const height = trial.offsetHeight
  trial.remove()
  return Math.max(1, Math.ceil(height / (screen.clientHeight / terminal.rows)))
}
