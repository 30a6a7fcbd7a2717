import { formatBytes } from '../../lib/shared/format.ts'
import { type LogRemark, parseLogLine } from '../../lib/shared/log-line.ts'
import type { StoredLine } from './log-line-store.ts'
import { readEscapes } from './read-escapes.ts'
import { type Severity, severityAfter } from './severity.ts'

/** Makes lines of what came over the wire, of one log, in its order. */
export class LineReader {
  readonly #source: number
  #before: Severity | null = null
  #at = ''

  constructor(source: number) {
    this.#source = source
  }

  /** Null for what is no line. */
  read(wire: string): StoredLine | null {
    const parsed = parseLogLine(wire)
    if (parsed === null) return null
    if (parsed.kind === 'remark') return this.remark(parsed.remark)
    const { text, looks } = readEscapes(parsed.text)
    const severity = severityAfter(text, this.#before)
    this.#before = severity
    this.#at = parsed.at
    return { source: this.#source, at: parsed.at, text, looks, severity, cut: parsed.cut, remark: null }
  }

  /** What Bindery has to say behind the last line. */
  remark(remark: LogRemark): StoredLine {
    this.#before = null
    return {
      source: this.#source,
      at: this.#at,
      text: remarkWords(remark),
      looks: null,
      severity: null,
      cut: 0,
      remark,
    }
  }
}

/** What a remark says to a person. */
function remarkWords(remark: LogRemark): string {
  if (remark.is === 'restart') {
    const { exitCode, reason } = remark
    const how = [exitCode === null ? '' : `exit ${exitCode}`, reason === 'Error' ? '' : reason].filter(
      Boolean,
    )
    return `The container ended${how.length > 0 ? `, ${how.join(', ')},` : ''} and was started again.`
  }
  switch (remark.why) {
    case 'flood':
      return 'Lines are left out here: they came faster than anyone can read.'
    case 'rotated':
      return 'Lines are missing here: the server has dropped them from its file before they could be read.'
    case 'restarts':
      return 'Lines are missing here: the container was started again more than once while nobody could hear it.'
    case 'gone':
      return 'The pod was deleted while the connection was away; what it said last could not be read.'
  }
}

/** What stands behind a line of which only the beginning is shown. */
export function cutWords(cut: number): string {
  return `… ${formatBytes(cut)} more of this line in the download`
}
