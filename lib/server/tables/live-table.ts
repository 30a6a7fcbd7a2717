import { newId } from '../store/ids.ts'

/** Where a viewer stands in a table: which life of the table, and the last change it has. */
export interface TableCursor {
  epoch: string
  seq: number
}

/** What a viewer lacks, as it goes on the wire, and where the viewer stands once it has it. */
export interface TableText {
  cursor: TableCursor
  /** TableMessages in JSON, UTF-8, in order. One for all viewers that stand at the same place: never written to. */
  parts: readonly Buffer[]
}

/** A keyed list that viewers follow by changes. One per table, whoever looks. */
export interface LiveTable<Row> {
  /** Rows are values: a row that was put is never changed in place. One that equals what is there is no change. */
  put(row: Row): void
  delete(key: string): void
  get(key: string): Row | undefined
  rows(): Row[]
  /**
   * A snapshot, the patch since the cursor, or null when there is nothing new; serialised once for all who stand at
   * the same cursor. Only a snapshot has more than one part.
   */
  textSince(cursor: TableCursor | null): TableText | null
  /** Called at most once per flush interval, after changes. Returns how to stop listening. */
  onFlush(listener: () => void): () => void
}

export interface LiveTableOptions<Row> {
  keyOf(row: Row): string
  /** Milliseconds between two flushes, at least. The first change after a quiet time is flushed at once. */
  flushMs?: number
  /** Names this life of the table; two lives with different rows never share one. */
  epoch?: string
  /** How many changes back a viewer may stand and still get a patch. */
  logLimit?: number
  /** Characters of rows from which on a part of a snapshot is long enough. */
  partLength?: number
}

interface Entry<Row> {
  row: Row
  json: string
  /** The change with which the row came, or came to have other fields: who stands before it is given the whole row. */
  born: number
  /** The last change of each field that changed since. */
  changed: Map<string, number> | null
}

/**
 * A table costs what changes, not what is looked at: viewers have a cursor and no queue, so that a slow one costs
 * nothing until it can take more, and then gets all it missed merged into one patch.
 */
export function createLiveTable<Row>(options: LiveTableOptions<Row>): LiveTable<Row> {
  const { keyOf, flushMs = 40, epoch = newId(), logLimit = 8192, partLength = 128 * 1024 } = options
  const entries = new Map<string, Entry<Row>>()
  const listeners = new Set<() => void>()
  // log[i] is the key that change number logStart + i + 1 was about.
  let log: string[] = []
  let logStart = 0
  let seq = 0
  let flushing = false
  let flushedAt = Number.NEGATIVE_INFINITY
  // Texts for the present seq, by the seq they start from; -1 is the snapshot.
  const texts = new Map<number, TableText>()

  function changed(key: string): void {
    seq += 1
    log.push(key)
    if (log.length >= 2 * logLimit) {
      log = log.slice(-logLimit)
      logStart = seq - logLimit
    }
    texts.clear()
    if (flushing || listeners.size === 0) return
    flushing = true
    setTimeout(flush, Math.max(0, flushedAt + flushMs - performance.now()))
  }

  function flush(): void {
    flushing = false
    flushedAt = performance.now()
    for (const listener of [...listeners]) listener()
  }

  function rows(): Row[] {
    return Array.from(entries.values(), (entry) => entry.row)
  }

  /** The seq a patch for this viewer starts from, or -1 where only a snapshot will do. */
  function startFor(cursor: TableCursor | null): number {
    return cursor && cursor.epoch === epoch && cursor.seq >= logStart && cursor.seq <= seq ? cursor.seq : -1
  }

  /** Rows that came since are given whole; of the others only what changed. */
  function writePatch(from: number): string {
    const put: string[] = []
    const set: [string, object][] = []
    const del: string[] = []
    for (const key of new Set(log.slice(from - logStart))) {
      const entry = entries.get(key)
      if (!entry) del.push(key)
      else if (entry.born > from) put.push(entry.json)
      else set.push([key, changedSince(entry, from)])
    }
    const changes = `"put":[${put.join(',')}],"set":${JSON.stringify(set)},"del":${JSON.stringify(del)}`
    return `{"type":"patch","from":${from},"seq":${seq},${changes}}`
  }

  function write(from: number): string[] {
    return from < 0 ? writeSnapshot() : [writePatch(from)]
  }

  /** In parts that neither end spends a noticeable time with. */
  function writeSnapshot(): string[] {
    const lists: string[] = []
    let rows: string[] = []
    let length = 0
    for (const { json } of entries.values()) {
      if (length >= partLength) {
        lists.push(rows.join(','))
        rows = []
        length = 0
      }
      rows.push(json)
      length += json.length
    }
    lists.push(rows.join(','))
    return lists.map((list, index) => {
      const head = index === 0 ? `"snapshot","epoch":${JSON.stringify(epoch)},"seq":${seq}` : '"rows"'
      return `{"type":${head},"rows":[${list}]${index < lists.length - 1 ? ',"more":true' : ''}}`
    })
  }

  return {
    put(row) {
      const key = keyOf(row)
      const json = JSON.stringify(row)
      const before = entries.get(key)
      if (before?.json === json) return
      entries.set(key, { row, json, ...history(before, row, seq + 1) })
      changed(key)
    },
    delete(key) {
      if (entries.delete(key)) changed(key)
    },
    get: (key) => entries.get(key)?.row,
    rows,
    textSince(cursor) {
      const from = startFor(cursor)
      if (from === seq) return null
      const known = texts.get(from)
      if (known) return known
      const text = { cursor: { epoch, seq }, parts: write(from).map((part) => Buffer.from(part)) }
      texts.set(from, text)
      return text
    },
    onFlush(listener) {
      // A wrapper, so that the same function may listen twice and stop once.
      const entry = () => listener()
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
  }
}

/** What is remembered of a row's changes when it becomes another one with change number `at`. */
function history<Row>(
  before: Entry<Row> | undefined,
  row: Row,
  at: number,
): Pick<Entry<Row>, 'born' | 'changed'> {
  const [old, now] = [fieldsOf(before?.row), fieldsOf(row)]
  // A field that is gone cannot be told as a change of it.
  if (!before || Object.keys(old).some((field) => !Object.hasOwn(now, field)))
    return { born: at, changed: null }
  const changed = new Map(before.changed)
  for (const [field, value] of Object.entries(now)) if (!isSame(old[field], value)) changed.set(field, at)
  return { born: before.born, changed }
}

function changedSince<Row>({ row, changed }: Entry<Row>, from: number): object {
  const fields = fieldsOf(row)
  return Object.fromEntries(
    [...(changed ?? [])].flatMap(([field, at]) => (at > from ? [[field, fields[field]]] : [])),
  )
}

function fieldsOf(row: unknown): Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {}
}

function isSame(a: unknown, b: unknown): boolean {
  return (
    a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
  )
}
