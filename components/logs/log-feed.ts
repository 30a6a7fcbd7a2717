import { followLog } from '../../lib/client/log-channel.ts'
import type { LogPlace } from '../../lib/shared/log-api.ts'
import { advance, type LogPosition } from '../../lib/shared/log-position.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { Upstream } from '../../lib/shared/upstream.ts'
import { LineReader } from './line-reader.ts'
import type { StoredLine } from './log-line-store.ts'
import { readMissed, readPast } from './read-past.ts'

/** How one log stands. */
export interface SourceState {
  place: LogPlace
  upstream: Upstream | null
  ended: boolean
  problem: Problem | null
}

export interface LogFeedOptions {
  server: string
  /** Lines that came, each log's in order. `consumed` asks for more. */
  onLines(lines: StoredLine[], consumed: () => void): void
  /** Lines of before, each log's in order. */
  onPast(lines: StoredLine[]): void
  onChange(): void
}

interface Source extends SourceState {
  number: number
  close(): void
  reader: LineReader
  position: LogPosition | null
  /** The first line that came live, and how many had the same timestamp. */
  first: { at: string; same: number } | null
  /** The log began another life: lines wait until what was missed is known. */
  seam: { position: LogPosition; held: { wire: string; consumed: () => void }[] } | null
}

/** Follows any number of logs, and reads of each what was before. Logs come and go; a number belongs to one for ever. */
export class LogFeed {
  readonly #options: LogFeedOptions
  readonly #sources = new Map<string, Source>()
  /** Whose lines have which number: its place here. */
  readonly #numbers: LogPlace[] = []
  #past: AbortController | null = null
  #reading = 0

  constructor(options: LogFeedOptions) {
    this.#options = options
  }

  /** All logs that were followed since the lines were last forgotten, by the number that their lines have. */
  get known(): readonly LogPlace[] {
    return this.#numbers
  }

  /** Begins to count anew: no line of before is shown any more. */
  forget(): void {
    this.#past?.abort()
    this.#numbers.length = 0
  }

  get sources(): readonly SourceState[] {
    return [...this.#sources.values()]
  }

  /** True while lines of before are being read. */
  get readingPast(): boolean {
    return this.#reading > 0
  }

  /** Follows these, and no others any more. What came of others stays. */
  follow(places: readonly LogPlace[]): void {
    const wanted = new Map(places.map((place) => [keyOf(place), place]))
    for (const [key, source] of this.#sources) {
      if (wanted.has(key)) continue
      source.close()
      this.#sources.delete(key)
    }
    for (const [key, place] of wanted) if (!this.#sources.has(key)) this.#sources.set(key, this.#begin(place))
    this.#options.onChange()
  }

  /** Reads what was before the lines that came live: since a time, or (null) all that there is. */
  async loadPast(since: string | null): Promise<void> {
    this.#past?.abort()
    const past = new AbortController()
    this.#past = past
    const sources = [...this.#sources.values()]
    this.#reading += 1
    this.#options.onChange()
    try {
      await Promise.all(
        sources.map(async (source) => {
          const lines = await readPast(this.#options.server, source.place, {
            since,
            first: source.first,
            reader: readerOf(source.place, source.number),
            signal: past.signal,
          }).catch((error: unknown) => {
            if (!past.signal.aborted) throw error
            return []
          })
          if (past.signal.aborted) return
          const [oldest] = lines
          if (oldest)
            source.first = { at: oldest.at, same: lines.filter(({ at }) => at === oldest.at).length }
          this.#options.onPast(lines)
        }),
      )
    } finally {
      this.#reading -= 1
      this.#options.onChange()
    }
  }

  close(): void {
    this.#past?.abort()
    for (const source of this.#sources.values()) source.close()
    this.#sources.clear()
  }

  #begin(place: LogPlace): Source {
    const known = this.#numbers.findIndex((each) => keyOf(each) === keyOf(place))
    const number = known >= 0 ? known : this.#numbers.push(place) - 1
    const source: Source = {
      place,
      number,
      upstream: null,
      ended: false,
      problem: null,
      close: () => {},
      reader: readerOf(place, number),
      position: null,
      first: null,
      seam: null,
    }
    const channel = followLog({
      server: this.#options.server,
      place,
      onLines: (lines, consumed) => this.#take(source, lines, consumed),
      onBreak: (why) => this.#break(source, why),
      onUpstream: (upstream) => this.#change(source, { upstream }),
      onEnd: () => this.#change(source, { ended: true }),
      onProblem: (problem) => this.#change(source, { problem }),
    })
    source.close = channel.close
    return source
  }

  #change(source: Source, change: Partial<SourceState>): void {
    Object.assign(source, change)
    this.#options.onChange()
  }

  #break(source: Source, why: 'skip' | 'epoch'): void {
    const { position } = source
    if (position === null) return
    if (why === 'epoch') source.seam ??= { position, held: [] }
    else {
      const remark = source.reader.remark({ is: 'gap', why: 'flood', since: position.last })
      this.#options.onLines([remark], () => {})
    }
  }

  #take(source: Source, lines: readonly string[], consumed: () => void): void {
    const { seam } = source
    if (seam === null) {
      this.#options.onLines(this.#read(source, lines), consumed)
      return
    }
    const isFirst = seam.held.length === 0
    const [first] = lines
    for (const [index, wire] of lines.entries())
      seam.held.push({ wire, consumed: index === lines.length - 1 ? consumed : () => {} })
    if (isFirst && first !== undefined) void this.#mend(source, seam)
  }

  /** The engine was started anew: what it has begins somewhere else. What is between is asked for, once. */
  async #mend(source: Source, seam: NonNullable<Source['seam']>): Promise<void> {
    const { position } = seam
    const missed = await readMissed(this.#options.server, source.place, position)
    if (source.seam !== seam) return
    source.seam = null
    const known = missed?.at(-1)?.slice(0, 30) ?? position.last
    if (missed === null)
      this.#options.onLines(
        [source.reader.remark({ is: 'gap', why: 'rotated', since: position.last })],
        () => {},
      )
    else this.#options.onLines(this.#read(source, missed), () => {})
    // Of what the engine began with, most was read before, or is among what was asked for.
    for (const { wire, consumed } of seam.held) {
      const isNew = wire.startsWith('#') || wire.slice(0, 30) > known
      this.#options.onLines(isNew ? this.#read(source, [wire]) : [], consumed)
    }
  }

  #read(source: Source, wires: readonly string[]): StoredLine[] {
    const lines: StoredLine[] = []
    for (const wire of wires) {
      const read = source.reader.read(wire)
      lines.push(...read)
      const [line] = read
      if (!line || line.remark) continue
      source.position = advance(source.position, line.at)
      if (source.first === null) source.first = { at: line.at, same: read.length }
      else if (source.first.at === line.at) source.first.same += read.length
    }
    return lines
  }
}

/** Builders pack what they say. */
function readerOf({ container }: Pick<LogPlace, 'container'>, number: number): LineReader {
  return new LineReader(number, container === 'builder')
}

function keyOf({ namespace, pod, uid, container }: LogPlace): string {
  return [namespace, pod, uid, container].join('/')
}
