import { readBuildLine, saysFailed } from '../../lib/shared/build-line.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import { type LogRemark, parseLogLine } from '../../lib/shared/log-line.ts'
import type { StoredLine } from './log-line-store.ts'
import { readEscapes } from './read-escapes.ts'
import { type Severity, severityAfter } from './severity.ts'

/** Makes lines of what came over the wire, of one log, in its order. */
export class LineReader {
  readonly #source: number
  readonly #isBuild: boolean
  #before: Severity | null = null
  #at = ''

  /** `isBuild`: of a builder, which packs what it says into JSON. */
  constructor(source: number, isBuild: boolean) {
    this.#source = source
    this.#isBuild = isBuild
  }

  /** Mostly one; none for what is no line, several for what a builder says in one breath. */
  read(wire: string): StoredLine[] {
    const parsed = parseLogLine(wire)
    if (parsed === null) return []
    if (parsed.kind === 'remark') return [this.remark(parsed.remark)]
    this.#at = parsed.at
    const build = this.#isBuild ? readBuildLine(parsed.text) : null
    if (build === null) return [this.#line(parsed.text, parsed.cut)]
    const percent = build.percent === null ? '' : `, ${build.percent} %`
    const texts = build.message.replace(/\n$/, '').split('\n')
    const failed = saysFailed(build.phase) ? 'error' : null
    return texts.map((text, index) => this.#line(index === 0 ? text + percent : text, 0, failed))
  }

  #line(raw: string, cut: number, given: Severity | null = null): StoredLine {
    const { text, looks } = readEscapes(raw)
    const severity = given ?? severityAfter(text, this.#before)
    this.#before = severity
    return { source: this.#source, at: this.#at, text, looks, severity, cut, remark: null }
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
    case 'long':
      return 'Lines are left out here: of so long a log the beginning and the end are kept.'
    case 'gone':
      return 'The pod was deleted while the connection was away; what it said last could not be read.'
  }
}

/** What stands behind a line of which only the beginning is shown. */
export function cutWords(cut: number): string {
  return `… ${formatBytes(cut)} more of this line in the download`
}
