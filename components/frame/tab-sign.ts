import type { StatusKind } from '../ui/status.tsx'

/** What a tab shows of the page's servers while it is not looked at. */
export type TabSign = { kind: 'fail' | 'warn' | 'unk'; word: string } | null

/** One mark for each sign, that a title bar and a screen reader have; none is another's. */
const MARKS = { fail: '✕', warn: '▲', unk: '?' } as const

/** Put in front of every title while there is a sign: "✕ Nobody can launch: ". */
function titleMark(sign: TabSign): string {
  return sign === null ? '' : `${MARKS[sign.kind]} ${sign.word}: `
}

const ANY_MARK = new RegExp(`^[${Object.values(MARKS).join('')}] [^:]{1,80}: `)

/** A title with the mark of this sign, whatever mark it had before. */
export function markedTitle(title: string, sign: TabSign): string {
  return titleMark(sign) + title.replace(ANY_MARK, '')
}

/** The sign of what a server is: nothing while it is well, or busy. */
export function signOf({ kind, word }: { kind: StatusKind; word: string }): TabSign {
  return kind === 'fail' || kind === 'warn' || kind === 'unk'
    ? { kind, word: word.replaceAll(':', ',').slice(0, 80) }
    : null
}

/** The worst of many, for pages about all servers. */
export function worstSign(signs: readonly TabSign[]): TabSign {
  const of = (kind: 'fail' | 'warn' | 'unk') => signs.find((sign) => sign?.kind === kind) ?? null
  return of('fail') ?? of('warn') ?? of('unk')
}

/** The shapes of the design's statuses, in colours that both light and dark tabs show. */
const SHAPES = {
  fail: '<path fill="#d6383b" d="M4.2.5h5.6l3.7 3.7v5.6l-3.7 3.7H4.2L.5 9.8V4.2Z"/><path stroke="#fff" stroke-width="1.8" stroke-linecap="round" d="m4.8 4.8 4.4 4.4m0-4.4L4.8 9.2"/>',
  warn: '<path fill="#d08a1f" d="M7 .9 13.7 12.9H.3Z"/><path stroke="#fff" stroke-width="1.7" stroke-linecap="round" d="M7 5v3.6M7 10.8v.1"/>',
  unk: '<circle cx="7" cy="7" r="5.7" fill="none" stroke="#7f8a8c" stroke-width="1.9" stroke-dasharray="2.6 2"/><path fill="none" stroke="#7f8a8c" stroke-width="1.6" stroke-linecap="round" d="M5.4 5.7a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7.9M7 9.9v.1"/>',
} as const

/** The tab's icon for a sign, as an address; null where it is Bindery's own. */
export function iconOf(sign: TabSign): string | null {
  if (sign === null) return null
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14">${SHAPES[sign.kind]}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`
}
