import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { type Api, listPages, MAX_ROWS, openWatch } from './list-and-watch.ts'

const things = { path: '/api/v1/things' }
const { signal } = new AbortController()
const item = (uid: string) => ({ metadata: { uid, name: uid, resourceVersion: '1' } })

/** An API that answers with these, one after the other, and with the last for ever. */
function apiOf(...bodies: (string | object | Iterable<Buffer>)[]): { api: Api; asked(): number } {
  let asked = 0
  const get = async () => {
    const body = bodies[Math.min(asked, bodies.length - 1)] ?? ''
    asked += 1
    if (typeof body === 'object' && Symbol.iterator in body) return Readable.from(body as Iterable<Buffer>)
    return Readable.from([Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))])
  }
  return { api: { get: get as unknown as Api['get'] }, asked: () => asked }
}
async function list(api: Api): Promise<number> {
  let rows = 0
  for await (const page of listPages(api, things, signal)) rows += page.length
  return rows
}
const page = (items: object[], next?: string) => ({
  metadata: { resourceVersion: '9', continue: next },
  items,
})
const kilobytes = (count: number): Iterable<Buffer> => ({
  *[Symbol.iterator]() {
    for (let i = 0; i < count; i++) yield Buffer.alloc(1024, 'x')
  },
})

it('gives a list up that leads back to a page of before', async () => {
  const { api, asked } = apiOf(page([item('a')], 'one'), page([item('b')], 'two'), page([item('c')], 'one'))
  await expect(list(api)).rejects.toMatchObject({
    code: 'kube_refused',
    said: expect.stringContaining('leads back'),
  })
  expect(asked()).toBe(3)
})

it('says that there are more rows than it keeps', async () => {
  const many = Array.from({ length: MAX_ROWS }, (_, at) => item(String(at)))
  expect(await list(apiOf(page(many)).api)).toBe(MAX_ROWS)
  await expect(list(apiOf(page(many, 'more'), page([item('x')])).api)).rejects.toMatchObject({
    code: 'kube_refused',
    message: expect.stringContaining('more than 50,000'),
  })
})

it('reads no page to its end that has no end', async () => {
  await expect(list(apiOf(kilobytes(20 * 1024)).api)).rejects.toMatchObject({
    code: 'kube_refused',
    said: expect.stringContaining('16 MB'),
  })
})

it('asks for fewer at once where they are large', async () => {
  const limits: number[] = []
  const large = Array.from({ length: 60 }, (_, at) => ({ ...item(String(at)), data: 'x'.repeat(400_000) }))
  const get = async (path: string) => {
    const query = new URL(path, 'http://api').searchParams
    const [limit, from] = [Number(query.get('limit')), Number(query.get('continue') ?? 0)]
    limits.push(limit)
    const more = from + limit < large.length ? String(from + limit) : undefined
    return Readable.from([Buffer.from(JSON.stringify(page(large.slice(from, from + limit), more)))])
  }
  expect(await list({ get: get as unknown as Api['get'] })).toBe(60)
  expect(limits).toEqual([500, 125, 31, 31])
})

it('follows no line of a watch that has no end', async () => {
  const events = await openWatch(apiOf(kilobytes(4_200)).api, things, { version: '1', seconds: 9, signal })
  await expect(events.next()).rejects.toThrow('a line of more than 4194304 bytes')
})
