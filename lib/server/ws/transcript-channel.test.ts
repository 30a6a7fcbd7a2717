import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type FromEngine, MAX_CHUNK_BYTES } from '../../shared/frames.ts'
import { AppError, type Problem } from '../../shared/problem.ts'
import { heldMemory } from '../../testing/held-memory.ts'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'
import { createSyntheticTranscript, syntheticBytes } from '../../testing/synthetic-transcript.ts'
import type { Transcript } from '../runs/transcript-types.ts'
import type { Outbox } from './outbox.ts'
import { openTranscriptChannel, SKIP_BEHIND_BYTES } from './transcript-channel.ts'

const MIB = 1024 * 1024

/** A page that takes bytes only when told to, so that every order of events can be tried. */
function slowOutbox() {
  const frames: FromEngine[] = []
  const parts: Buffer[] = []
  let untaken: (() => void)[] = []
  let waiting: (() => void)[] = []
  const outbox: Outbox = {
    get congested() {
      return untaken.length > 3
    },
    send: (frame) => void frames.push(frame),
    sendBody: () => expect.fail('a transcript has no bodies'),
    sendBytes(_, bytes) {
      parts.push(Buffer.from(bytes))
      return new Promise((resolve) => void untaken.push(resolve))
    },
    whenDrained: (wake) => void waiting.push(wake),
  }
  return {
    outbox,
    frames,
    parts,
    sent: () => parts.reduce((sum, part) => sum + part.length, 0),
    takeAll() {
      const taken = [...untaken, ...waiting]
      untaken = []
      waiting = []
      for (const take of taken) take()
    },
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

function open(transcript: Transcript, from: number | 'tail', credit: number) {
  const page = slowOutbox()
  const endings: (Problem | null)[] = []
  const subject = { kind: 'transcript', run: 'x', from, credit } as const
  const channel = openTranscriptChannel(1, subject, transcript, page.outbox, (problem) =>
    endings.push(problem),
  )
  return { ...page, channel, endings }
}

describe('what is sent', () => {
  it('never exceeds the credit, and is the transcript byte for byte, whatever the order of events', async () => {
    const event = fc.oneof(
      fc.record({ grant: fc.integer({ min: 1, max: 200_000 }) }),
      fc.record({ grow: fc.integer({ min: 1, max: 300_000 }) }),
      fc.constant('take' as const),
      fc.constant('wait' as const),
    )
    const story = fc.tuple(
      fc.integer({ min: 0, max: 50_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.array(event, { maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(story, async ([from, first, events]) => {
        const transcript = createSyntheticTranscript(60_000)
        const { channel, sent, takeAll, parts, frames, endings } = open(transcript, from, first)
        let credit = first
        for (const what of events) {
          if (what === 'take') takeAll()
          else if (what === 'wait') await settle()
          else if ('grow' in what) transcript.growTo(transcript.size + what.grow)
          else {
            credit += what.grant
            channel.grant(what.grant)
          }
          expect(sent()).toBeLessThanOrEqual(credit)
        }
        transcript.growTo(transcript.size, 'end')
        const wanted = transcript.size - from
        for (let turn = 0; turn < 2_000 && endings.length === 0; turn += 1) {
          takeAll()
          await settle()
          expect(sent()).toBeLessThanOrEqual(credit)
          if (sent() === credit && credit < wanted) {
            credit += 500_000
            channel.grant(500_000)
          }
        }
        expect(endings).toEqual([null])
        expect(Buffer.concat(parts).equals(Buffer.concat([...whole(from, wanted)]))).toBe(true)
        expect(parts.every((part) => part.length <= MAX_CHUNK_BYTES)).toBe(true)
        expect(frames.at(-1)).toEqual({ op: 'message', ch: 1, body: { type: 'end', size: transcript.size } })
        expect(transcript.listeners).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it('waits for the page to take a chunk before the next is read', async () => {
    let reads = 0
    const inner = createSyntheticTranscript(100 * MIB, 'end')
    const counted: Transcript = {
      size: inner.size,
      ended: true,
      onGrow: inner.onGrow,
      read(from, max) {
        reads += 1
        return inner.read(from, max)
      },
    }
    const { takeAll } = open(counted, 0, 16 * MIB)
    for (let turn = 0; turn < 20; turn += 1) await settle()
    expect(reads).toBe(1)
    takeAll()
    for (let turn = 0; turn < 20; turn += 1) await settle()
    expect(reads).toBe(2)
  })

  it('waits for room where other channels have filled the way', async () => {
    const page = slowOutbox()
    const others = Array.from({ length: 4 }, () => page.outbox.sendBytes(2, new Uint8Array(1)))
    const subject = { kind: 'transcript', run: 'x', from: 0, credit: 1000 } as const
    openTranscriptChannel(1, subject, createSyntheticTranscript(5000), page.outbox, () => {})
    await settle()
    expect(page.parts).toHaveLength(others.length)
    page.takeAll()
    await settle()
    expect(page.parts.at(-1)).toEqual(syntheticBytes(0, 1000))
  })

  it('goes on where a read ended that gave less than asked for', async () => {
    const inner = createSyntheticTranscript(5000, 'end')
    const stingy: Transcript = {
      size: inner.size,
      ended: true,
      onGrow: inner.onGrow,
      read: (from, max) => inner.read(from, Math.min(max, 700)),
    }
    const { parts, takeAll, endings } = open(stingy, 0, MIB)
    for (let turn = 0; turn < 20; turn += 1) {
      await settle()
      takeAll()
    }
    expect(endings).toEqual([null])
    expect(Buffer.concat(parts)).toEqual(syntheticBytes(0, 5000))
  })

  it('stops when the channel is closed, also in the middle of a read', async () => {
    const transcript = createSyntheticTranscript(MIB)
    const { channel, frames, sent, endings, takeAll } = open(transcript, 'tail', MIB)
    channel.stop()
    takeAll()
    await settle()
    expect([frames, sent(), endings, transcript.listeners]).toEqual([[], 0, [], 0])
  })
})

function* whole(from: number, length: number): Generator<Buffer> {
  for (let at = from; at < from + length; ) {
    const part = syntheticBytes(at, from + length - at)
    yield part
    at += part.length
  }
}

describe('where it begins', () => {
  it('at the offset that was asked for, even where the transcript has not come so far yet', async () => {
    const transcript = createSyntheticTranscript(100)
    const { frames, parts } = open(transcript, 150, MIB)
    await settle()
    expect(frames).toEqual([{ op: 'opened', ch: 1, info: { from: 150, size: 100 } }])
    transcript.growTo(140)
    transcript.growTo(200)
    await settle()
    expect(Buffer.concat(parts)).toEqual(syntheticBytes(150, 50))
  })

  it('nowhere, when it ended before that offset', async () => {
    const { endings } = open(createSyntheticTranscript(100, 'end'), 101, MIB)
    await settle()
    expect(endings).toMatchObject([{ code: 'invalid_input' }])
  })

  it('"tail": a line of the last MiB, or the beginning of a short one', async () => {
    const { frames } = open(createSyntheticTranscript(3 * MIB), 'tail', 0)
    await settle()
    const opened = frames[0]
    if (opened?.op !== 'opened' || !opened.info) throw new Error('not opened')
    expect(opened.info.from).toBeGreaterThanOrEqual(2 * MIB)
    expect(opened.info.from).toBeLessThan(2 * MIB + 200)
    expect(syntheticBytes(opened.info.from - 1, 1)[0]).toBe(0x0a)

    const short = open(createSyntheticTranscript(MIB), 'tail', 0)
    await settle()
    expect(short.frames).toEqual([{ op: 'opened', ch: 1, info: { from: 0, size: MIB } }])
  })

  it('"tail" of one line without end: where it would cut', async () => {
    const transcript: Transcript = {
      size: 3 * MIB,
      ended: false,
      read: async (_, max) => new Uint8Array(max).fill(0x61),
      onGrow: () => () => {},
    }
    const { frames } = open(transcript, 'tail', 0)
    await settle()
    expect(frames).toEqual([{ op: 'opened', ch: 1, info: { from: 2 * MIB, size: 3 * MIB } }])
  })
})

describe('a viewer that falls behind', () => {
  it('more than 8 MiB is told so and goes on at a line near the end', async () => {
    const transcript = createSyntheticTranscript(1000)
    const { channel, frames, parts, takeAll } = open(transcript, 0, 1000)
    await settle()
    takeAll()
    await settle()
    transcript.growTo(1000 + SKIP_BEHIND_BYTES + 1)
    await settle()
    // Without credit it is not told yet: by the time it can read on, the end is elsewhere.
    expect(frames).toHaveLength(1)
    transcript.growTo(20 * MIB)
    channel.grant(100)
    await settle()
    const skip = frames[1]
    if (skip?.op !== 'message' || skip.body.type !== 'skip') throw new Error('no skip')
    expect(skip.body.from).toBe(1000)
    expect(20 * MIB - skip.body.to).toBeLessThanOrEqual(256 * 1024)
    expect(20 * MIB - skip.body.to).toBeGreaterThan(255 * 1024)
    expect(syntheticBytes(skip.body.to - 1, 1)[0]).toBe(0x0a)
    expect(parts.at(-1)).toEqual(syntheticBytes(skip.body.to, 100))
  })

  it('gets every byte of one that has ended, however far behind', async () => {
    const { frames, parts } = open(createSyntheticTranscript(50 * MIB, 'end'), 0, 100)
    await settle()
    expect(frames).toHaveLength(1)
    expect(Buffer.concat(parts)).toEqual(syntheticBytes(0, 100))
  })
})

describe('a transcript that cannot be read', () => {
  const broken = (read: Transcript['read']): Transcript => ({
    size: 9,
    ended: false,
    read,
    onGrow: () => () => {},
  })

  it('ends with the reason where there is one for the person', async () => {
    const read = () => Promise.reject(new AppError('disk_full', 'The disk is full.'))
    const { endings } = open(broken(read), 0, 9)
    await settle()
    expect(endings).toEqual([{ code: 'disk_full', message: 'The disk is full.' }])
  })

  it('ends when it gives no bytes though it says that there are some', async () => {
    const { endings } = open(
      broken(async () => new Uint8Array()),
      0,
      9,
    )
    await settle()
    expect(endings).toMatchObject([{ code: 'internal' }])
  })
})

describe('over real sockets', () => {
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  /** Reads a transcript to its end, giving credit as bytes come; answers how long it took, in milliseconds. */
  async function readAll(url: string, size: number): Promise<number> {
    const tab = await RawTab.connect(url, 'quick')
    tab.keepBytes = false
    let got = 0
    let owed = 0
    tab.onBytes = (ch, bytes) => {
      got += bytes.length
      owed += bytes.length
      if (owed < 128 * 1024) return
      tab.say({ op: 'credit', ch, bytes: owed })
      owed = 0
    }
    const started = performance.now()
    tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: MIB } })
    await until('the end', () => tab.of('closed').length === 1, 60_000)
    expect(got).toBe(size)
    tab.ws.close()
    return performance.now() - started
  }

  it('readers that stall on 500 MB cost a chunk each and slow nobody', { timeout: 120_000 }, async () => {
    const size = 500_000_000
    const { url, stop, ends, hub } = await startHub({
      transcriptOf: () => createSyntheticTranscript(size, 'end'),
    })
    stops.push(stop)
    const alone = await readAll(url, size)
    const before = await heldMemory()
    const stalled = await Promise.all(
      Array.from({ length: 10 }, (_, i) => RawTab.connect(url, `stalled-${i}`)),
    )
    for (const tab of stalled) {
      tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: 16 * MIB } })
      tab.ws.pause()
    }
    await until('they are in', () => hub.counts().channels === 10)
    const beside = await readAll(url, size)
    const grown = (await heldMemory()) - before
    // What waits in this process for those who do not read; the rest is in the operating system's own buffers.
    const held = ends.slice(1, 11).map((end) => end.writableLength)
    // A chunk with its head, and a beat or two that came before it where the machine is slow.
    expect(Math.max(...held)).toBeLessThanOrEqual(MAX_CHUNK_BYTES + 256)
    expect(Math.max(...held)).toBeGreaterThan(0)
    expect(grown).toBeLessThan(8 * MIB)
    expect(beside).toBeLessThan(alone * 2 + 500)
    for (const tab of stalled) tab.ws.terminate()
  })

  it('is put together byte for byte by a reader whose line is cut again and again', async () => {
    const size = 4_000_000
    const transcript = createSyntheticTranscript(0)
    const { url, stop, ends } = await startHub({ transcriptOf: () => transcript })
    stops.push(stop)
    let random = 5
    const below = (n: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((random / 2_147_483_648) * n)
    }
    const parts: Buffer[] = []
    let offset = 0
    let cuts = 0
    while (offset < size) {
      transcript.growTo(
        Math.min(size, transcript.size + below(400_000)),
        transcript.size > size - 400_000 ? 'end' : undefined,
      )
      if (transcript.ended) transcript.growTo(size)
      const tab = await RawTab.connect(url)
      const enough = below(300_000)
      let got = 0
      tab.onBytes = (_, bytes) => {
        // After the cut nothing counts any more, as in a page that lost its socket.
        if (got > enough) return
        got += bytes.length
        parts.push(Buffer.from(bytes))
        if (got > enough) ends.at(-1)?.resetAndDestroy()
      }
      tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: offset, credit: MIB } })
      await until('cut, or all there is', () => got > enough || offset + got === transcript.size)
      tab.ws.terminate()
      offset += got
      cuts += 1
    }
    expect(cuts).toBeGreaterThan(15)
    expect(Buffer.concat(parts).equals(Buffer.concat([...whole(0, size)]))).toBe(true)
  })

  it('shares the way fairly: one long transcript does not starve the others of the same tab', async () => {
    const { url, stop } = await startHub({ transcriptOf: () => createSyntheticTranscript(200 * MIB, 'end') })
    stops.push(stop)
    const tab = await RawTab.connect(url)
    const got = [0, 0, 0, 0, 0]
    tab.keepBytes = false
    tab.onBytes = (ch, bytes) => {
      got[ch] = (got[ch] ?? 0) + bytes.length
    }
    for (const ch of [1, 2, 3, 4])
      tab.say({ op: 'open', ch, what: { kind: 'transcript', run: 'x', from: 0, credit: 8 * MIB } })
    await until('one has all its credit allows', () => Math.max(...got) === 8 * MIB)
    expect(Math.min(...got.slice(1))).toBeGreaterThan(4 * MIB)
  })
})
