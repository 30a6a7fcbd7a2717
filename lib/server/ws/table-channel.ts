import type { TableSubject } from '../../shared/frames.ts'
import type { LiveTable, TableCursor } from '../tables/live-table.ts'
import type { Channel } from './channel.ts'
import type { Outbox } from './outbox.ts'

/** Follows a table for one viewer: a cursor, and a patch whenever the table flushed and the page has room. */
export function openTableChannel<Row>(
  ch: number,
  subject: TableSubject,
  table: LiveTable<Row>,
  outbox: Outbox,
): Channel {
  let open = true
  let told = false
  let cursor: TableCursor | null = subject.since ?? null

  function push(): void {
    if (!open) return
    if (outbox.congested) {
      outbox.whenDrained(push)
      return
    }
    const text = table.textSince(cursor)
    if (text) {
      outbox.sendBody(ch, text.json)
      cursor = text.cursor
    } else if (!told && cursor) {
      // The first message says that the page is up to date, also when it missed nothing.
      const { seq } = cursor
      outbox.send({ op: 'message', ch, body: { type: 'patch', from: seq, seq, put: [], del: [] } })
    }
    told = true
  }

  outbox.send({ op: 'opened', ch, info: null })
  const stopListening = table.onFlush(push)
  push()
  return {
    // A table has no credit: it holds at most one merged patch, made when there is room for it.
    grant: () => false,
    stop() {
      open = false
      stopListening()
    },
  }
}
