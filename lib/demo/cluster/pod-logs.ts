/** A line as the runtime writes it down: when, and what the container printed. */
export interface LogLine {
  /** RFC 3339 in UTC with nine digits, unlike that of any other line. */
  at: string
  text: string
}

export interface LogPlace {
  namespace: string
  pod: string
  container: string
}

type Reader = (line: LogLine | null) => void

interface ContainerLog {
  /** Of the run before this one. */
  previous: LogLine[] | null
  lines: LogLine[]
  ended: boolean
  readers: Set<Reader>
}

/** The kubelet keeps files of 10 MB; here lines are counted. */
const MOST = 20_000

/** What containers printed. Not kept over restarts of the console. */
export class PodLogs {
  readonly #logs = new Map<string, ContainerLog>()
  #last = 0n

  /** A container starts, for the first time or again: what it printed before becomes its previous log. */
  begin(place: LogPlace): void {
    const before = this.#logs.get(keyOf(place))
    if (before) this.end(place)
    this.#logs.set(keyOf(place), {
      previous: before?.lines ?? null,
      lines: [],
      ended: false,
      readers: new Set(),
    })
  }

  write(place: LogPlace, text: string): void {
    const log = this.#logs.get(keyOf(place))
    if (!log || log.ended) return
    const line = { at: this.#now(), text }
    log.lines.push(line)
    if (log.lines.length > MOST * 1.2) log.lines = log.lines.slice(-MOST)
    for (const reader of [...log.readers]) reader(line)
  }

  /** The container has ended: those who follow are told, by null. */
  end(place: LogPlace): void {
    const log = this.#logs.get(keyOf(place))
    if (!log) return
    log.ended = true
    for (const reader of [...log.readers]) reader(null)
    log.readers.clear()
  }

  /** Null where that container never started. */
  lines(place: LogPlace): readonly LogLine[] | null {
    return this.#logs.get(keyOf(place))?.lines ?? null
  }

  previous(place: LogPlace): readonly LogLine[] | null {
    return this.#logs.get(keyOf(place))?.previous ?? null
  }

  /** Tells each new line until the container ends; null for one that has ended. Gives how to stop. */
  follow(place: LogPlace, reader: Reader): (() => void) | null {
    const log = this.#logs.get(keyOf(place))
    if (!log || log.ended) return null
    log.readers.add(reader)
    return () => void log.readers.delete(reader)
  }

  /** A pod has gone, and its logs with it. */
  forget(namespace: string, pod: string): void {
    for (const key of [...this.#logs.keys()]) {
      if (!key.startsWith(`${namespace}/${pod}/`)) continue
      const log = this.#logs.get(key)
      this.#logs.delete(key)
      for (const reader of [...(log?.readers ?? [])]) reader(null)
    }
  }

  clear(): void {
    this.#logs.clear()
  }

  #now(): string {
    const now = BigInt(Date.now()) * 1_000_000n
    this.#last = now > this.#last ? now : this.#last + 1_000n
    return nanoTime(this.#last)
  }
}

/** Nanoseconds since the epoch, as the kubelet prints them. */
export function nanoTime(nanoseconds: bigint): string {
  const whole = new Date(Number(nanoseconds / 1_000_000_000n) * 1_000).toISOString().slice(0, 19)
  return `${whole}.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}Z`
}

function keyOf({ namespace, pod, container }: LogPlace): string {
  return `${namespace}/${pod}/${container}`
}
