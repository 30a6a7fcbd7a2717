import { cutWords } from './line-reader.ts'
import type { StoredLine } from './log-line-store.ts'
import { wrapLine } from './wrap-line.ts'

export interface Drawing {
  /** Columns of a row; null where lines are not wrapped. */
  columns: number | null
  timestamps: boolean
  /** Where the line is from, where there are several; null for one. */
  from: { label: string; hue: number; title: string } | null
  hits: readonly number[] | null
  /** Which of its hits is the one that the person is at; -1 for none. */
  current: number
}

/** A secret that the engine took out of an address. */
const HIDDEN = /(?<=[?&][\w-]{2,24}=)hidden\b/g

/** The element of a line. Text alone goes into it, never markup: what it says was written by a container. */
export function drawLine(line: StoredLine, drawing: Drawing): HTMLElement {
  const element = document.createElement('div')
  if (line.remark) {
    element.className = 'l remark'
    const words = document.createElement('p')
    words.textContent = line.text
    element.append(words)
    return element
  }
  element.className = `l${line.severity ? ` lv-${line.severity}` : ''}${drawing.from ? ' from' : ''}`
  if (drawing.timestamps) element.append(timeElement(line.at))
  if (drawing.from) {
    const from = document.createElement('i')
    from.className = `src h${drawing.from.hue}`
    from.textContent = drawing.from.label
    from.title = drawing.from.title
    element.append(from)
  }
  const text = document.createElement('span')
  text.className = 't'
  const breaks = drawing.columns === null ? null : wrapLine(line.text, drawing.columns)
  const starts = [0, ...(breaks ?? [])]
  for (const [index, start] of starts.entries()) {
    const row = document.createElement('span')
    row.className = 'rw'
    fill(row, line, start, starts[index + 1] ?? line.text.length, drawing)
    text.append(row)
  }
  if (line.cut > 0) {
    const cut = document.createElement('span')
    cut.className = 'rw cut'
    cut.textContent = cutWords(line.cut)
    text.append(cut)
  }
  element.append(text)
  return element
}

function timeElement(at: string): HTMLElement {
  const time = document.createElement('time')
  const date = new Date(`${at.slice(0, 23)}Z`)
  const two = (value: number): string => String(value).padStart(2, '0')
  time.textContent = Number.isNaN(date.getTime())
    ? ''
    : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  time.dateTime = at
  time.title = at
  return time
}

/** Text of a row, cut where its look changes, a hit begins or ends, or a secret was. */
function fill(
  row: HTMLElement,
  { text, looks }: StoredLine,
  from: number,
  to: number,
  { hits, current }: Drawing,
): void {
  const hidden = text.includes('=hidden') ? [...text.matchAll(HIDDEN)].map(({ index }) => index) : []
  if (looks === null && hits === null && hidden.length === 0) {
    row.textContent = text.slice(from, to)
    return
  }
  const cuts = new Set([from, to])
  const inside = (place: number): void => {
    if (place > from && place < to) cuts.add(place)
  }
  for (const look of looks ?? []) inside(look.from)
  for (const place of hits ?? []) inside(place)
  for (const place of hidden) {
    inside(place)
    inside(place + HIDDEN_LENGTH)
  }
  const places = [...cuts].sort((a, b) => a - b)
  for (const [index, start] of places.slice(0, -1).entries()) {
    const piece = text.slice(start, places[index + 1])
    const look = looks?.findLast((each) => each.from <= start)?.look ?? ''
    const hit = hitAt(hits, start)
    const isHidden = hidden.includes(start)
    if (look === '' && hit < 0 && !isHidden) {
      row.append(piece)
      continue
    }
    const element = document.createElement(hit < 0 ? 'span' : 'mark')
    element.className = [look, isHidden ? 'mask' : '', hit >= 0 && hit === current ? 'now' : '']
      .filter(Boolean)
      .join(' ')
    element.textContent = piece
    row.append(element)
  }
}

const HIDDEN_LENGTH = 'hidden'.length

/** Which hit a place is in; -1 for none. */
function hitAt(hits: readonly number[] | null, place: number): number {
  for (let index = 0; hits && index < hits.length; index += 2)
    if ((hits[index] ?? 0) <= place && place < (hits[index + 1] ?? 0)) return index / 2
  return -1
}
