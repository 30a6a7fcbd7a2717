import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Transcript } from '../runs/transcript-types.ts'
import { lastLines } from './last-lines.ts'
import { WaitsFor } from './waits-for.ts'

function transcriptOf(start = '') {
  let bytes = Buffer.from(start)
  const listeners = new Set<() => void>()
  const transcript = {
    ended: false as boolean,
    reads: 0,
    get size() {
      return bytes.length
    },
    async read(from: number, max: number) {
      transcript.reads += 1
      return bytes.subarray(from, from + max)
    },
    onGrow(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    say(text: string) {
      bytes = Buffer.concat([bytes, Buffer.from(text)])
      for (const listener of listeners) listener()
    },
  } satisfies Transcript & { reads: number; say(text: string): void }
  return transcript
}

describe('what a run waits for', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => void vi.useRealTimers())
  const changed = vi.fn()
  const soon = () => vi.advanceTimersByTimeAsync(300)

  it('is its last line, where that says so, colours or not', async () => {
    const transcript = transcriptOf('one\n')
    const waits = new WaitsFor(transcript, changed)
    await soon()
    expect(waits.waiting).toBeNull()
    transcript.say('\u001b[33mwaits: the package lock\u001b[0m\n')
    await soon()
    expect(waits.waiting).toEqual({ what: 'the package lock', since: 1_000_600 })
    expect(changed).toHaveBeenCalledOnce()
    transcript.say('\n')
    await soon()
    expect(waits.waiting).not.toBeNull()
    transcript.say('on it\n')
    await soon()
    expect(waits.waiting).toBeNull()
    waits.stop()
  })

  it('has one beginning however often it is said, and knows it from the words after a restart', async () => {
    const transcript = transcriptOf('waits: pods of binder, 40 s of at most 300 s\n')
    const waits = new WaitsFor(transcript, changed)
    await soon()
    const first = waits.waiting
    expect(first).toEqual({ what: 'pods of binder', since: 1_000_300 - 40_000 })
    await vi.advanceTimersByTimeAsync(9_000)
    transcript.say('waits: pods of binder, 50 s of at most 300 s\n')
    await soon()
    expect(waits.waiting).toEqual(first)
    transcript.say('waits: a snap change, 3 s so far\n')
    await soon()
    expect(waits.waiting?.what).toBe('a snap change')
    waits.stop()
  })

  it('is not what stands in half a line, nor in a transcript that has ended', async () => {
    const transcript = transcriptOf('waits: this')
    const waits = new WaitsFor(transcript, changed)
    await soon()
    expect(waits.waiting).toBeNull()
    transcript.say(' and that\n')
    await soon()
    expect(waits.waiting?.what).toBe('this and that')
    transcript.ended = true
    expect(waits.waiting).toBeNull()
    waits.stop()
  })

  it('is read a few times a second at most, and of a flood only the end', async () => {
    const transcript = transcriptOf()
    const waits = new WaitsFor(transcript, changed)
    for (let i = 0; i < 1_000; i++) transcript.say(`${'x'.repeat(999)}\n`)
    transcript.say('waits: the end\n')
    await soon()
    expect(transcript.reads).toBe(1)
    expect(waits.waiting?.what).toBe('the end')
    waits.stop()
    transcript.say('more\n')
    await soon()
    expect(transcript.reads).toBe(1)
  })
})

describe('the last lines of a transcript', () => {
  it('are numbered from 1, without colours, with what was overwritten as it was seen', async () => {
    expect(await lastLines(transcriptOf('\u001b[31mone\u001b[0m\n10%\r20%\nopen'))).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: '20%' },
      { number: 3, text: 'open' },
    ])
    expect(await lastLines(transcriptOf())).toEqual([])
  })

  it('are few of a long one, with their true numbers', async () => {
    const lines = await lastLines(
      transcriptOf(Array.from({ length: 100_000 }, (_, at) => `line ${at + 1}\n`).join('')),
    )
    expect(lines).toHaveLength(4_000)
    expect(lines[0]).toEqual({ number: 96_001, text: 'line 96001' })
    expect(lines.at(-1)).toEqual({ number: 100_000, text: 'line 100000' })
  })
})
