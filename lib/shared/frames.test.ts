import { describe, expect, it } from 'vitest'
import {
  type FromEngine,
  type FromPage,
  MAX_PAGE_FRAME,
  packBytes,
  parseFromEngine,
  parseFromPage,
  unpackBytes,
} from './frames.ts'

const fromPage: FromPage[] = [
  { op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } },
  { op: 'open', ch: 2, what: { kind: 'table', table: 'servers', since: { epoch: 'a1', seq: 41 } } },
  { op: 'open', ch: 3, what: { kind: 'transcript', run: 'abcdefghijkmnpqr', from: 0, credit: 262_144 } },
  { op: 'open', ch: 4, what: { kind: 'transcript', run: 'abcdefghijkmnpqr', from: 'tail', credit: 0 } },
  { op: 'open', ch: 5, what: { kind: 'table', table: 'pods', server: 'abcdefghijkmnpqr' } },
  {
    op: 'open',
    ch: 6,
    what: {
      kind: 'terminal',
      terminal: 'abcdefghijkmnpqr',
      from: null,
      credit: 262_144,
      size: { cols: 142, rows: 38 },
    },
  },
  { op: 'size', ch: 6, size: { cols: 80, rows: 24 } },
  { op: 'credit', ch: 3, bytes: 131_072 },
  { op: 'close', ch: 2_147_483_647 },
]

const fromEngine: FromEngine[] = [
  { op: 'beat', at: 1_790_000_000_000 },
  { op: 'opened', ch: 1, info: null },
  { op: 'opened', ch: 2, info: { from: 0, size: 8191 } },
  { op: 'message', ch: 1, body: { type: 'snapshot', epoch: 'a1', seq: 3, rows: [{ id: 'x' }, {}] } },
  { op: 'message', ch: 1, body: { type: 'snapshot', epoch: 'a1', seq: 3, rows: [{ id: 'x' }], more: true } },
  { op: 'message', ch: 1, body: { type: 'rows', rows: [{ id: 'y' }], more: true } },
  { op: 'message', ch: 1, body: { type: 'rows', rows: [] } },
  { op: 'message', ch: 1, body: { type: 'patch', from: 3, seq: 4, put: [{ id: 'x' }], set: [], del: ['y'] } },
  {
    op: 'message',
    ch: 1,
    body: { type: 'patch', from: 3, seq: 4, put: [], set: [['x', { a: 1 }]], del: [] },
  },
  { op: 'message', ch: 1, body: { type: 'upstream', upstream: { state: 'live', since: 5, problem: null } } },
  {
    op: 'message',
    ch: 1,
    body: {
      type: 'upstream',
      upstream: { state: 'stale', since: 5, problem: { code: 'kube_unreachable', message: 'It is silent.' } },
    },
  },
  { op: 'message', ch: 2, body: { type: 'skip', from: 10, to: 4096 } },
  { op: 'message', ch: 2, body: { type: 'end', size: 4096 } },
  { op: 'message', ch: 6, body: { type: 'replay', from: 4096, to: 8192, modes: '\x1b[?2004h' } },
  { op: 'message', ch: 6, body: { type: 'screen', size: { cols: 142, rows: 38 }, yours: true } },
  { op: 'message', ch: 6, body: { type: 'taken', bytes: 17 } },
  { op: 'closed', ch: 1, problem: null },
  {
    op: 'closed',
    ch: 1,
    problem: { code: 'not_found', message: 'There is no such run.', hint: 'Look again.' },
  },
]

describe('frames that both ends understand', () => {
  it.each(fromPage)('reads what a page says: $op', (frame) => {
    expect(parseFromPage(JSON.stringify(frame))).toEqual({ ok: true, frame })
  })

  it.each(fromEngine)('reads what the engine says: $op', (frame) => {
    expect(parseFromEngine(JSON.stringify(frame))).toEqual({ ok: true, frame })
  })

  it('lets the engine add fields that a page from before does not know', () => {
    const parsed = parseFromEngine('{"op":"beat","at":5,"mood":"fine"}')
    expect(parsed).toEqual({ ok: true, frame: { op: 'beat', at: 5 } })
  })
})

describe('frames that are refused', () => {
  it.each([
    ['', 'not_json', ''],
    ['{"op":', 'not_json', ''],
    [' '.repeat(MAX_PAGE_FRAME + 1), 'too_long', ''],
    ['null', 'not_a_frame', ''],
    ['[]', 'not_a_frame', ''],
    ['{"op":"sing"}', 'not_a_frame', 'op'],
    ['{"op":"close","ch":0}', 'not_a_frame', 'ch'],
    ['{"op":"close","ch":2147483648}', 'not_a_frame', 'ch'],
    ['{"op":"close","ch":1.5}', 'not_a_frame', 'ch'],
    ['{"op":"close","ch":"1"}', 'not_a_frame', 'ch'],
    ['{"op":"credit","ch":1,"bytes":0}', 'not_a_frame', 'bytes'],
    ['{"op":"credit","ch":1,"bytes":1e300}', 'not_a_frame', 'bytes'],
    ['{"op":"close","ch":1,"also":1}', 'not_a_frame', ''],
    ['{"op":"close","ch":1,"__proto__":{"polluted":true}}', 'not_a_frame', ''],
    [
      '{"op":"open","ch":1,"what":{"kind":"transcript","run":"x","from":-1,"credit":1}}',
      'not_a_frame',
      'what.from',
    ],
    [
      '{"op":"open","ch":1,"what":{"kind":"table","table":"runs","since":{"epoch":"","seq":1}}}',
      'not_a_frame',
      'what.since.epoch',
    ],
  ])('%.60s', (text, why, at) => {
    expect(parseFromPage(text)).toEqual({ ok: false, refusal: { why, at } })
  })

  it('a patch that ends before it begins, a skip that goes back', () => {
    expect(
      parseFromEngine(
        '{"op":"message","ch":1,"body":{"type":"patch","from":5,"seq":4,"put":[],"set":[],"del":[]}}',
      ).ok,
    ).toBe(false)
    expect(parseFromEngine('{"op":"message","ch":1,"body":{"type":"skip","from":5,"to":5}}').ok).toBe(false)
  })

  it('rows that are not objects', () => {
    for (const rows of ['[1]', '[null]', '[[]]', '{}']) {
      const text = `{"op":"message","ch":1,"body":{"type":"snapshot","epoch":"e","seq":1,"rows":${rows}}}`
      expect(parseFromEngine(text).ok).toBe(false)
    }
  })
})

describe('binary frames', () => {
  it('carry any bytes on any channel', () => {
    for (const ch of [1, 255, 256, 2 ** 31 - 1]) {
      const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 255)
      expect(unpackBytes(packBytes(ch, bytes))).toEqual({ ok: true, frame: { ch, bytes } })
      expect(unpackBytes(packBytes(ch, bytes).buffer)).toEqual({ ok: true, frame: { ch, bytes } })
    }
  })

  it('reads a view that does not start where its memory starts', () => {
    const inner = new Uint8Array([9, 9, ...packBytes(7, new Uint8Array([1, 2]))]).subarray(2)
    expect(unpackBytes(inner)).toEqual({ ok: true, frame: { ch: 7, bytes: new Uint8Array([1, 2]) } })
  })

  it('refuses what is too short and channel numbers that cannot be', () => {
    expect(unpackBytes(new Uint8Array(3))).toEqual({ ok: false, refusal: { why: 'too_short', at: '' } })
    expect(unpackBytes(new Uint8Array(8)).ok).toBe(false)
    expect(unpackBytes(new Uint8Array([0x80, 0, 0, 1, 5])).ok).toBe(false)
  })
})
