import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Replay } from './replay.ts'

it('keeps the last bytes, each at its offset, whatever comes in whatever pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (pieces) => {
      const replay = new Replay(16)
      for (const piece of pieces) replay.append(piece)
      const whole = Buffer.concat(pieces)
      expect(replay.end).toBe(whole.length)
      expect(replay.start).toBe(Math.max(0, whole.length - 16))
      for (let from = replay.start; from <= replay.end; from += 1)
        expect(replay.read(from, 5)).toEqual(whole.subarray(from, from + 5))
    }),
  )
})

it('begins afresh at a whole line, with the modes that held there', () => {
  const replay = new Replay(64)
  replay.append(Buffer.from('\x1b[?2004h'))
  expect(replay.freshStart()).toEqual({ from: 0, modes: '' })
  replay.append(Buffer.from(`${'.'.repeat(60)}\x1b[?25l\nsecond line\n`))
  const { from, modes } = replay.freshStart()
  expect(replay.read(from, 100).toString()).toBe('second line\n')
  expect(modes).toBe('\x1b[?2004h\x1b[?25l')
})

it('begins afresh at a whole character where there is no line', () => {
  const replay = new Replay(10)
  replay.append(Buffer.from('漢字漢字漢字'))
  expect(replay.read(replay.freshStart().from, 10).toString()).toBe('字漢字')
})

it('goes on after a gap, and does not tell what was before', () => {
  const replay = new Replay(64)
  replay.append(Buffer.from('before\x1b[?1049h'))
  expect(replay.onOtherScreen).toBe(true)
  replay.jump(1_000)
  replay.append(Buffer.from('\nafter'))
  expect([replay.start, replay.end]).toEqual([1_000, 1_006])
  expect(replay.freshStart()).toEqual({ from: 1_001, modes: '\x1b[?1049h' })
})
