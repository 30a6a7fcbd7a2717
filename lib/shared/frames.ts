import * as z from 'zod/mini'
import { problemSchema } from './problem-schema.ts'
import { screenSize } from './screen-size.ts'
import { upstreamSchema } from './upstream.ts'

/**
 * What the page and the engine say to each other over the tab's one socket (docs/protocol.md, part 2), and the
 * parser that both ends use. Nothing here throws: what is not a frame gives a refusal.
 */

/** The most that a text frame from the page may have, in UTF-16 units here and in bytes at the socket. */
export const MAX_PAGE_FRAME = 64 * 1024
/** Bytes of a transcript or a log in one binary frame, at most. */
export const MAX_CHUNK_BYTES = 64 * 1024
/** Channels open at once in one tab. */
export const MAX_CHANNELS = 64
/** Credit that a channel may have unspent, in bytes. */
export const MAX_CREDIT_BYTES = 16 * 1024 * 1024
/** Typed bytes in one binary frame from a page, at most. */
export const MAX_TYPED_CHUNK = 16 * 1024
/** Typed bytes that a page may have sent and that the shell has not taken yet. */
export const TYPED_WINDOW_BYTES = 64 * 1024
/** How often the engine says that it is there, in milliseconds. */
export const BEAT_MS = 5_000
/** After this long without any frame the page gives the socket up, in milliseconds. */
export const SILENCE_MS = 15_000

const MAX_CHANNEL = 2 ** 31 - 1

/** Why a socket was closed, beyond what RFC 6455 has a code for. */
export const closeCodes = { leaving: 1001, brokenRules: 1002, signedOut: 4401, tooManySockets: 4429 } as const

const channel = z.int().check(z.minimum(1), z.maximum(MAX_CHANNEL))
/** Byte offsets, sequence numbers, milliseconds: whole, not negative, exact in a double. */
const count = z.int().check(z.minimum(0))
const epoch = z.string().check(z.minLength(1), z.maxLength(64))
// Names and ids are looked up, never trusted. They are not checked further here: an address that a person
// mistyped must end in "not found" on its own channel, and not cost the tab its socket.
const name = z.string().check(z.minLength(1), z.maxLength(64))
/** An object of a cluster: two names of at most 253 characters and its kind. */
const objectText = z.string().check(z.minLength(1), z.maxLength(600))

const tableSubject = z.strictObject({
  kind: z.literal('table'),
  table: name,
  server: z.exactOptional(name),
  of: z.exactOptional(objectText),
  since: z.exactOptional(z.strictObject({ epoch, seq: count })),
})
const transcriptSubject = z.strictObject({
  kind: z.literal('transcript'),
  run: name,
  from: z.union([count, z.literal('tail')]),
  credit: z.int().check(z.minimum(0), z.maximum(MAX_CREDIT_BYTES)),
})
const terminalSubject = z.strictObject({
  kind: z.literal('terminal'),
  terminal: name,
  from: z.nullable(count),
  credit: z.int().check(z.minimum(0), z.maximum(MAX_CREDIT_BYTES)),
  size: screenSize,
})
/** A name of an object of Kubernetes, or of a part of one: what Kubernetes takes as a piece of a path. */
const kubeName = z.string().check(z.regex(/^(?!\.{1,2}$)[^/%]{1,253}$/))
const logSubject = z.strictObject({
  kind: z.literal('log'),
  server: name,
  namespace: kubeName,
  pod: kubeName,
  uid: name,
  container: kubeName,
  since: z.exactOptional(z.strictObject({ epoch, offset: count })),
  credit: z.int().check(z.minimum(0), z.maximum(MAX_CREDIT_BYTES)),
})

const fromPage = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('open'),
    ch: channel,
    what: z.discriminatedUnion('kind', [tableSubject, transcriptSubject, terminalSubject, logSubject]),
  }),
  z.strictObject({
    op: z.literal('credit'),
    ch: channel,
    bytes: z.int().check(z.minimum(1), z.maximum(MAX_CREDIT_BYTES)),
  }),
  z.strictObject({ op: z.literal('size'), ch: channel, size: screenSize }),
  z.strictObject({ op: z.literal('close'), ch: channel }),
])

/** A row as it travels. What it holds is the table's own affair; that it is an object is checked. */
const row = z.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

/** Where there is one, rows of the same snapshot follow in the next message. */
const more = z.exactOptional(z.literal(true))

const messageBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), epoch, seq: count, rows: z.array(row), more }),
  z.object({ type: z.literal('rows'), rows: z.array(row), more }),
  z
    .object({
      type: z.literal('patch'),
      from: count,
      seq: count,
      put: z.array(row),
      set: z.array(z.tuple([z.string(), row])),
      del: z.array(z.string()),
    })
    .check(z.refine((patch) => patch.from <= patch.seq)),
  z
    .object({ type: z.literal('skip'), from: count, to: count })
    .check(z.refine((skip) => skip.from < skip.to)),
  z.object({ type: z.literal('upstream'), upstream: upstreamSchema }),
  z.object({ type: z.literal('end'), size: count }),
  z
    .object({ type: z.literal('replay'), from: count, to: count, modes: z.string() })
    .check(z.refine((replay) => replay.from <= replay.to)),
  z.object({ type: z.literal('screen'), size: screenSize, yours: z.boolean() }),
  z.object({ type: z.literal('taken'), bytes: count }),
])

const fromEngine = z.discriminatedUnion('op', [
  z.object({ op: z.literal('beat'), at: count }),
  z.object({
    op: z.literal('opened'),
    ch: channel,
    info: z.nullable(z.object({ from: count, size: count, epoch: z.exactOptional(epoch) })),
  }),
  z.object({ op: z.literal('message'), ch: channel, body: messageBody }),
  z.object({ op: z.literal('closed'), ch: channel, problem: z.nullable(problemSchema) }),
])

export type FromPage = z.infer<typeof fromPage>
export type FromEngine = z.infer<typeof fromEngine>
/** What a channel is about, as the page asks for it. */
export type ChannelSubject = Extract<FromPage, { op: 'open' }>['what']
export type TableSubject = z.infer<typeof tableSubject>
export type TranscriptSubject = z.infer<typeof transcriptSubject>
export type TerminalSubject = z.infer<typeof terminalSubject>
export type LogSubject = z.infer<typeof logSubject>
/** What comes over a channel as text. */
export type ChannelMessage = Extract<FromEngine, { op: 'message' }>['body']

/**
 * The state of a table, or what became of it between two sequence numbers. A patch fits a reader that stands at
 * `from`, and only that one. A long snapshot comes in parts, which are one state: a reader stands at `seq` when it has
 * the last, the one without `more`.
 */
export type TableMessage<Row> =
  | { type: 'snapshot'; epoch: string; seq: number; rows: Row[]; more?: true }
  | { type: 'rows'; rows: Row[]; more?: true }
  | {
      type: 'patch'
      from: number
      seq: number
      /** Rows that are new, whole. */
      put: Row[]
      /** What changed of rows that the reader has: by their key, the fields that are others now. */
      set: [key: string, fields: Partial<Row>][]
      del: string[]
    }

/** Why something is not a frame. `at` is the field, dotted, or empty where there is no single one. */
export interface FrameRefusal {
  why: 'too_long' | 'too_short' | 'not_json' | 'not_a_frame'
  at: string
}

export type Parsed<Frame> = { ok: true; frame: Frame } | { ok: false; refusal: FrameRefusal }

/** Reads a text frame that a page sent. Fields that the protocol does not know are refused. */
export function parseFromPage(text: string): Parsed<FromPage> {
  return text.length > MAX_PAGE_FRAME ? refuse('too_long') : parse(fromPage, text)
}

/** Reads a text frame that the engine sent. Fields that this page does not know yet are left out. */
export function parseFromEngine(text: string): Parsed<FromEngine> {
  return parse(fromEngine, text)
}

/** A binary frame: the channel's number in 4 bytes, big-endian, then the bytes (copied). */
export function packBytes(channel: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + bytes.length)
  new DataView(frame.buffer).setUint32(0, channel)
  frame.set(bytes, 4)
  return frame
}

/** Reads a binary frame. `bytes` is a view into what was given, not a copy. */
export function unpackBytes(buffer: ArrayBuffer | Uint8Array): Parsed<{ ch: number; bytes: Uint8Array }> {
  const bytes = buffer instanceof Uint8Array ? buffer : new Uint8Array(buffer)
  if (bytes.length < 4) return refuse('too_short')
  const ch = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
  if (ch < 1 || ch > MAX_CHANNEL) return refuse('not_a_frame', 'ch')
  return { ok: true, frame: { ch, bytes: bytes.subarray(4) } }
}

function parse<Frame>(schema: z.ZodMiniType<Frame>, text: string): Parsed<Frame> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('not_json')
  }
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, frame: result.data }
  // The path has field names of the schema and positions only: nothing of what was sent comes back in it.
  return refuse('not_a_frame', result.error.issues[0]?.path.map(String).join('.'))
}

function refuse(why: FrameRefusal['why'], at = ''): { ok: false; refusal: FrameRefusal } {
  return { ok: false, refusal: { why, at } }
}
