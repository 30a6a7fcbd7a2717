import type { TableSubject } from '../../shared/frames.ts'
import type { Upstream } from '../../shared/upstream.ts'
import type { LiveTable, TableCursor } from '../tables/live-table.ts'
import type { Channel } from './channel.ts'
import type { Outbox } from './outbox.ts'

/** What a table is fed by, where that can fail: a cluster. */
export interface TableSource {
  upstream(): Upstream
  onUpstream(listener: () => void): () => void
  release(): void
}

/**
 * Follows a table for one viewer: a cursor, and a patch whenever the table flushed and the page has room. How the
 * table is fed is told after the rows that were there by then.
 */
export function openTableChannel<Row>(
  ch: number,
  subject: TableSubject,
  table: LiveTable<Row>,
  outbox: Outbox,
  source: TableSource | null = null,
): Channel {
  let open = true
  let told = false
  let cursor: TableCursor | null = subject.since ?? null
  let parts: Buffer[] = []
  let toldUpstream: Upstream | null = null

  function push(): void {
    while (open) {
      if (outbox.congested) {
        outbox.whenDrained(push)
        return
      }
      const part = parts.shift()
      if (part) outbox.sendBody(ch, part)
      else if (!makeMore()) return
    }
  }

  /** True when there is something that the page lacks. */
  function makeMore(): boolean {
    const text = table.textSince(cursor)
    if (text) {
      parts = [...text.parts]
      cursor = text.cursor
      told = true
      return true
    }
    if (!told && cursor) {
      // The first message says that the page is up to date, also when it missed nothing.
      const { seq } = cursor
      outbox.send({ op: 'message', ch, body: { type: 'patch', from: seq, seq, put: [], set: [], del: [] } })
    }
    told = true
    const upstream = source?.upstream() ?? null
    if (upstream && upstream !== toldUpstream) {
      outbox.send({ op: 'message', ch, body: { type: 'upstream', upstream } })
      toldUpstream = upstream
    }
    return false
  }

  outbox.send({ op: 'opened', ch, info: null })
  const stopListening = table.onFlush(push)
  const stopHearing = source?.onUpstream(push)
  push()
  return {
    // A table has no credit: it holds at most what one merged patch has, made when there is room for it.
    grant: () => false,
    stop() {
      open = false
      parts = []
      stopListening()
      stopHearing?.()
      source?.release()
    },
  }
}
