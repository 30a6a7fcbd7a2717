import { expect, it } from 'vitest'
import { type Parsed, parseFromEngine, parseFromPage, unpackBytes } from './frames.ts'
import { problemCodes } from './problem.ts'

/**
 * Frames of every sort of wrong: a hundred thousand with the unit tests, a million and more with the integration
 * tests (vitest.config.ts), where nobody waits for it before a commit. The oracle below says again, by hand, what a frame is; the
 * parser must never accept more than it, never throw, and give back what it was given.
 */
const FRAMES = Number(process.env.BINDERY_FUZZ_FRAMES ?? 105_000)

// xorshift32 from a fixed seed: a failure can be run again. Set BINDERY_FUZZ_SEED for others.
let state = Number(process.env.BINDERY_FUZZ_SEED ?? 20_261_123) | 1
function random(below: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % below
}
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T

const PAGE = [
  '{"op":"open","ch":1,"what":{"kind":"table","table":"runs"}}',
  '{"op":"open","ch":2,"what":{"kind":"table","table":"servers","since":{"epoch":"a1","seq":41}}}',
  '{"op":"open","ch":3,"what":{"kind":"transcript","run":"abcdefghijkmnpqr","from":0,"credit":262144}}',
  '{"op":"open","ch":4,"what":{"kind":"transcript","run":"abcdefghijkmnpqr","from":"tail","credit":0}}',
  '{"op":"open","ch":5,"what":{"kind":"table","table":"pods","server":"abcdefghijkmnpqr"}}',
  '{"op":"open","ch":6,"what":{"kind":"terminal","terminal":"abcdefghijkmnpqr","from":null,"credit":262144,"size":{"cols":80,"rows":24}}}',
  '{"op":"open","ch":7,"what":{"kind":"terminal","terminal":"abcdefghijkmnpqr","from":4096,"credit":0,"size":{"cols":500,"rows":1}}}',
  '{"op":"size","ch":6,"size":{"cols":142,"rows":38}}',
  '{"op":"open","ch":6,"what":{"kind":"table","table":"object","server":"abcdefghijkmnpqr","of":"Pod/binder/hub-7d"}}',
  '{"op":"open","ch":6,"what":{"kind":"log","server":"abcdefghijkmnpqr","namespace":"binder","pod":"hub-7d","uid":"u-1","container":"hub","credit":0}}',
  '{"op":"open","ch":7,"what":{"kind":"log","server":"abcdefghijkmnpqr","namespace":"binder","pod":"hub-7d","uid":"u-1","container":"hub","since":{"epoch":"a1","offset":41},"credit":9}}',
  '{"op":"credit","ch":3,"bytes":131072}',
  '{"op":"close","ch":2147483647}',
]
const ENGINE = [
  '{"op":"beat","at":1790000000000}',
  '{"op":"opened","ch":1,"info":null}',
  '{"op":"opened","ch":2,"info":{"from":0,"size":8191}}',
  '{"op":"opened","ch":2,"info":{"from":0,"size":8191,"epoch":"a1"}}',
  '{"op":"message","ch":1,"body":{"type":"snapshot","epoch":"a1","seq":3,"rows":[{"id":"x"},{}]}}',
  '{"op":"message","ch":1,"body":{"type":"patch","from":3,"seq":4,"put":[{"id":"x"}],"set":[],"del":["y"]}}',
  '{"op":"message","ch":1,"body":{"type":"patch","from":3,"seq":5,"put":[],"set":[["x",{"a":1}],["y",{}]],"del":[]}}',
  '{"op":"message","ch":1,"body":{"type":"snapshot","epoch":"a1","seq":3,"rows":[{"id":"x"}],"more":true}}',
  '{"op":"message","ch":1,"body":{"type":"rows","rows":[{"id":"x"}],"more":true}}',
  '{"op":"message","ch":1,"body":{"type":"upstream","upstream":{"state":"live","since":5,"problem":null}}}',
  '{"op":"message","ch":1,"body":{"type":"upstream","upstream":{"state":"stale","since":5,"problem":{"code":"not_found","message":"m"}}}}',
  '{"op":"message","ch":2,"body":{"type":"skip","from":10,"to":4096}}',
  '{"op":"message","ch":2,"body":{"type":"end","size":4096}}',
  '{"op":"message","ch":6,"body":{"type":"replay","from":4096,"to":8192,"modes":"\\u001b[?2004h"}}',
  '{"op":"message","ch":6,"body":{"type":"screen","size":{"cols":142,"rows":38},"yours":true}}',
  '{"op":"message","ch":6,"body":{"type":"taken","bytes":17}}',
  '{"op":"closed","ch":1,"problem":null}',
  '{"op":"closed","ch":1,"problem":{"code":"not_found","message":"m","hint":"h"}}',
]
const trees = new Map([PAGE, ENGINE].map((texts) => [texts, texts.map((text): unknown => JSON.parse(text))]))
const ANY_TREE = [...trees.values()].flat()
const KEYS = [
  ...[
    'op',
    'ch',
    'what',
    'kind',
    'table',
    'of',
    'since',
    'epoch',
    'seq',
    'put',
    'set',
    'del',
    'run',
    'from',
    'credit',
    'bytes',
    'at',
    'info',
  ],
  ...['size', 'body', 'type', 'rows', 'put', 'del', 'to', 'problem', 'code', 'message', 'hint'],
  ...['server', 'more', 'upstream', 'state'],
  ...['terminal', 'cols', 'modes', 'yours'],
  ...['namespace', 'pod', 'uid', 'container', 'offset'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'toJSON',
    '',
    '0',
    '\u0000',
  ],
]
const LEAVES: unknown[] = [
  ...[
    0,
    -0,
    1,
    -1,
    1.5,
    64,
    65_537,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    1e21,
    1e308,
    -1e308,
    5e-324,
  ],
  ...[
    null,
    true,
    false,
    '',
    'tail',
    'open',
    'close',
    'table',
    'transcript',
    'log',
    'x'.repeat(254),
    'patch',
    'not_found',
    'live',
    'rows',
    'upstream',
    'terminal',
    'screen',
    'taken',
    'x'.repeat(65),
  ],
  ...[
    '\u0000',
    '\ud800',
    '😀',
    '1',
    'NaN',
    [],
    {},
    [[]],
    [null],
    [{}],
    { __proto__: null, op: 'close', ch: 1 },
  ],
]
const BIG = [
  '9'.repeat(400),
  `-${'9'.repeat(400)}`,
  '1e99999',
  '0.1e-99999',
  '-0',
  '1e400',
  '18446744073709551616',
]

/** One change somewhere in a frame: a field gone, added, renamed or of another type. */
function mutate(node: unknown, depth = 0): unknown {
  if (node === null || typeof node !== 'object' || random(4) === 0) return depth > 0 ? pick(LEAVES) : node
  if (Array.isArray(node)) {
    const copy: unknown[] = [...node]
    if (copy.length === 0 || random(3) === 0) copy.push(pick(LEAVES))
    else copy[random(copy.length)] = mutate(copy[0], depth + 1)
    return copy
  }
  const entries = Object.entries(node)
  const at = random(entries.length + 1)
  const entry = entries[at]
  const what = random(6)
  if (!entry || what === 0) entries.push([pick(KEYS), random(2) ? pick(LEAVES) : pick(ANY_TREE)])
  else if (what === 1) entries.splice(at, 1)
  else if (what === 2) entry[0] = pick(KEYS)
  else entry[1] = mutate(entry[1], depth + 1)
  const copy: Record<string, unknown> = {}
  // defineProperty, so that a key named __proto__ is carried as JSON.parse would carry it.
  for (const [key, value] of entries)
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true })
  return copy
}

function randomText(valid: string[]): string {
  switch (random(8)) {
    case 0:
      return String.fromCharCode(
        ...Array.from({ length: random(40) }, () => random(random(2) ? 128 : 65_536)),
      )
    case 1: {
      const text = pick(valid)
      const at = random(text.length)
      return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + random(3))
    }
    case 2:
      return pick(valid).replaceAll(/\d+/g, (digits) => (random(2) ? pick(BIG) : digits))
    case 3: {
      if (random(50) > 0) return pick(valid).slice(0, random(100))
      const deep = 1 + random(5_000)
      return random(2)
        ? `{"op":"close","ch":${'['.repeat(deep)}${']'.repeat(deep)}}`
        : `${'{"what":'.repeat(deep)}1${'}'.repeat(deep)}`
    }
    case 4:
      return pick(valid)
    default: {
      let tree = mutate(pick(trees.get(valid) ?? []))
      while (random(2)) tree = mutate(tree)
      return JSON.stringify(tree) ?? ''
    }
  }
}

type Fields = Record<string, unknown>
const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v)
const isInt = (v: unknown, min: number, max = Number.MAX_SAFE_INTEGER) =>
  typeof v === 'number' && Number.isInteger(v) && v >= min && v <= max
const isText = (v: unknown, min: number, max: number) =>
  typeof v === 'string' && v.length >= min && v.length <= max
const isChannel = (v: unknown) => isInt(v, 1, 2_147_483_647)
const only = (v: Fields, ...keys: string[]) => Object.keys(v).every((key) => keys.includes(key))
const isRows = (v: unknown) => Array.isArray(v) && v.every(isFields)

function isSubject(v: unknown): boolean {
  if (!isFields(v)) return false
  if (v.kind === 'table') {
    const since = v.since
    const known =
      !Object.hasOwn(v, 'since') ||
      (isFields(since) && only(since, 'epoch', 'seq') && isText(since.epoch, 1, 64) && isInt(since.seq, 0))
    const ofServer = !Object.hasOwn(v, 'server') || isText(v.server, 1, 64)
    const ofObject = !Object.hasOwn(v, 'of') || isText(v.of, 1, 600)
    const named = isText(v.table, 1, 64) && ofServer && ofObject
    return only(v, 'kind', 'table', 'server', 'of', 'since') && named && known
  }
  if (v.kind === 'terminal') {
    const from = v.from === null || isInt(v.from, 0)
    const rest = isInt(v.credit, 0, 16_777_216) && isSize(v.size, true)
    return only(v, 'kind', 'terminal', 'from', 'credit', 'size') && isText(v.terminal, 1, 64) && from && rest
  }
  if (v.kind === 'log') {
    const since = v.since
    const known =
      !Object.hasOwn(v, 'since') ||
      (isFields(since) &&
        only(since, 'epoch', 'offset') &&
        isText(since.epoch, 1, 64) &&
        isInt(since.offset, 0))
    const names = [v.namespace, v.pod, v.container].every(
      (name) => isText(name, 1, 253) && !['.', '..'].includes(String(name)) && !/[/%]/.test(String(name)),
    )
    return (
      only(v, 'kind', 'server', 'namespace', 'pod', 'uid', 'container', 'since', 'credit') &&
      names &&
      known &&
      isText(v.server, 1, 64) &&
      isText(v.uid, 1, 64) &&
      isInt(v.credit, 0, 16_777_216)
    )
  }
  if (v.kind !== 'transcript' || !only(v, 'kind', 'run', 'from', 'credit')) return false
  return isText(v.run, 1, 64) && (v.from === 'tail' || isInt(v.from, 0)) && isInt(v.credit, 0, 16_777_216)
}

/** A page may give it nothing more. */
function isSize(v: unknown, strict: boolean): boolean {
  return isFields(v) && (!strict || only(v, 'cols', 'rows')) && isInt(v.cols, 2, 500) && isInt(v.rows, 1, 300)
}

function isFromPage(v: unknown): boolean {
  if (!isFields(v) || !isChannel(v.ch)) return false
  if (v.op === 'close') return only(v, 'op', 'ch')
  if (v.op === 'credit') return only(v, 'op', 'ch', 'bytes') && isInt(v.bytes, 1, 16_777_216)
  if (v.op === 'size') return only(v, 'op', 'ch', 'size') && isSize(v.size, true)
  return v.op === 'open' && only(v, 'op', 'ch', 'what') && isSubject(v.what)
}

function isBody(v: unknown): boolean {
  if (!isFields(v)) return false
  const more = !Object.hasOwn(v, 'more') || v.more === true
  if (v.type === 'snapshot') return isText(v.epoch, 1, 64) && isInt(v.seq, 0) && isRows(v.rows) && more
  if (v.type === 'rows') return isRows(v.rows) && more
  if (v.type === 'upstream') return isUpstream(v.upstream)
  if (v.type === 'skip') return isInt(v.from, 0) && isInt(v.to, Number(v.from) + 1)
  if (v.type === 'end') return isInt(v.size, 0)
  if (v.type === 'taken') return isInt(v.bytes, 0)
  if (v.type === 'screen') return isSize(v.size, true) && typeof v.yours === 'boolean'
  if (v.type === 'replay')
    return isInt(v.from, 0) && isInt(v.to, Number(v.from)) && typeof v.modes === 'string'
  const keys = Array.isArray(v.del) && v.del.every((key) => typeof key === 'string')
  const rows = isRows(v.put) && Array.isArray(v.set) && v.set.every(isChange)
  return v.type === 'patch' && isInt(v.from, 0) && isInt(v.seq, Number(v.from)) && rows && keys
}

function isChange(v: unknown): boolean {
  return Array.isArray(v) && v.length === 2 && typeof v[0] === 'string' && isRows([v[1]])
}

function isUpstream(v: unknown): boolean {
  if (!isFields(v) || !['syncing', 'live', 'stale'].includes(String(v.state))) return false
  return typeof v.state === 'string' && isInt(v.since, 0) && (v.problem === null || isProblem(v.problem))
}

function isProblem(v: unknown): boolean {
  if (!isFields(v) || typeof v.message !== 'string') return false
  const extras = ['hint', 'said', 'field'].every(
    (key) => !Object.hasOwn(v, key) || typeof v[key] === 'string',
  )
  return extras && (problemCodes as readonly unknown[]).includes(v.code)
}

function isInfo(v: unknown): boolean {
  if (!isFields(v) || !isInt(v.from, 0) || !isInt(v.size, 0)) return false
  return !Object.hasOwn(v, 'epoch') || isText(v.epoch, 1, 64)
}

function isFromEngine(v: unknown): boolean {
  if (!isFields(v)) return false
  if (v.op === 'beat') return isInt(v.at, 0)
  if (!isChannel(v.ch)) return false
  if (v.op === 'opened') return v.info === null || isInfo(v.info)
  if (v.op === 'closed') return v.problem === null || isProblem(v.problem)
  return v.op === 'message' && isBody(v.body)
}

const refusals = ['too_long', 'too_short', 'not_json', 'not_a_frame']
// The path of a refusal is made of field names and positions: nothing that was sent may be echoed in it.
const path = /^([a-z]{1,9}(\.([a-z]{1,9}|\d{1,9}))*)?$/

/** What is wrong with an answer of the parser, or null. Not `expect`, which would cost a minute here. */
function fault(
  text: string,
  parsed: Parsed<unknown>,
  parse: (text: string) => Parsed<unknown>,
  isFrame: (v: unknown) => boolean,
) {
  if (!parsed.ok) {
    const { why, at } = parsed.refusal
    if (!refusals.includes(why) || !path.test(at)) return `odd refusal ${why} ${at}`
    if (why === 'not_a_frame' && isFrame(JSON.parse(text))) return 'refused a valid frame'
    return null
  }
  if (!isFrame(JSON.parse(text))) return 'accepted what the schema forbids'
  const again = JSON.stringify(parsed.frame)
  const back = parse(again)
  return back.ok && JSON.stringify(back.frame) === again ? null : 'does not read what it wrote'
}

it(`holds against ${FRAMES} hostile frames`, { timeout: 600_000 }, () => {
  let accepted = 0
  for (let i = 0; i < FRAMES; i += 1) {
    if (i % 20 === 0) {
      const bytes = Uint8Array.from({ length: random(12) }, () => random(256))
      const number = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0)
      const valid = number >= 1 && number <= 2_147_483_647
      if (unpackBytes(bytes).ok !== valid) expect.fail(`binary frame ${bytes.join()}`)
      continue
    }
    const [parse, isFrame, valid] = random(2)
      ? [parseFromPage, isFromPage, PAGE]
      : [parseFromEngine, isFromEngine, ENGINE]
    const text = randomText(valid)
    const parsed: Parsed<unknown> = parse(text)
    if (parsed.ok) accepted += 1
    const wrong = fault(text, parsed, parse, isFrame)
    if (wrong) expect.fail(`${wrong}: ${text.slice(0, 500)}`)
  }
  // A fuzz that never gets past the door tests the door only.
  expect(accepted).toBeGreaterThan(FRAMES / 50)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.prototype).not.toHaveProperty('op')
})
