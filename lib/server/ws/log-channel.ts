import { type LogSubject, MAX_CHUNK_BYTES, MAX_CREDIT_BYTES } from '../../shared/frames.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Upstream } from '../../shared/upstream.ts'
import type { FollowedLog } from '../kube/logs/log-source.ts'
import type { LogView } from '../kube/logs/logs.ts'
import type { Channel } from './channel.ts'
import type { Outbox } from './outbox.ts'

/** A page that joins those who look already gets so much of what was: some thousands of lines. */
const JOIN_BYTES = 512 * 1024
/** Where a page goes on that fell behind what is kept. */
const SKIP_KEEP_BYTES = 256 * 1024

/**
 * Sends a log from where the page stands, as credit and socket allow. It pulls, as a transcript does: a page that
 * stalls holds one chunk, and one that falls behind what is kept is moved on and told.
 *
 * `ended` is called once, when nothing more will come.
 */
export function openLogChannel(
  ch: number,
  { since, credit: granted }: LogSubject,
  view: LogView,
  outbox: Outbox,
  ended: (problem: Problem | null) => void,
): Channel {
  const { log } = view
  let open = true
  let pumping = false
  let credit = granted
  let position = startOf(log, since)
  let told: Upstream | null = null

  async function pump(): Promise<void> {
    if (pumping || !open) return
    pumping = true
    try {
      while (open && canSend()) {
        skipAhead()
        const bytes = log.read(position, Math.min(credit, MAX_CHUNK_BYTES))
        credit -= bytes.length
        position += bytes.length
        await outbox.sendBytes(ch, bytes)
        if (open) view.at(position)
      }
    } finally {
      pumping = false
    }
    // How the log is fed is told after the lines that were there by then.
    if (open) tellUpstream()
    if (open && log.ended && position >= log.size) {
      outbox.send({ op: 'message', ch, body: { type: 'end', size: position } })
      stop()
      ended(null)
    }
  }

  function wake(): void {
    void pump()
  }

  function canSend(): boolean {
    if (credit === 0 || position >= log.size) return false
    if (!outbox.congested) return true
    outbox.whenDrained(wake)
    return false
  }

  function skipAhead(): void {
    if (position >= log.start) return
    const to = log.lineBefore(SKIP_KEEP_BYTES)
    outbox.send({ op: 'message', ch, body: { type: 'skip', from: position, to } })
    position = to
  }

  function tellUpstream(): void {
    const upstream = log.upstream()
    if (upstream === told || outbox.congested) return
    told = upstream
    outbox.send({ op: 'message', ch, body: { type: 'upstream', upstream } })
  }

  function stop(): void {
    if (!open) return
    open = false
    stopListening()
    stopHearing()
    view.release()
  }

  const stopListening = log.onGrow(wake)
  const stopHearing = log.onUpstream(wake)
  outbox.send({ op: 'opened', ch, info: { from: position, size: log.size, epoch: log.epoch } })
  view.at(position)
  wake()
  return {
    grant(bytes) {
      if (credit + bytes > MAX_CREDIT_BYTES) return false
      credit += bytes
      wake()
      return true
    },
    stop,
  }
}

/** Where the page stood, if that is of this life of the log and still here; else some lines before the end. */
function startOf(log: FollowedLog, since: LogSubject['since']): number {
  if (since?.epoch === log.epoch && since.offset <= log.size) return since.offset
  return log.lineBefore(JOIN_BYTES)
}
