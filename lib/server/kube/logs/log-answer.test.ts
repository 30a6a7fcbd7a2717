import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeLogApi } from '../../../testing/fake-log-api.ts'
import type { Cluster } from '../cluster.ts'
import { logAnswer } from './log-answer.ts'

let api: FakeLogApi
beforeEach(async () => {
  api = await FakeLogApi.start()
})
afterEach(() => api.stop())

async function ask(query: string): Promise<{ headers: Record<string, string>; bytes: Buffer }> {
  const cluster = api.client as unknown as Cluster
  const { headers, bytes } = await logAnswer(cluster, new URLSearchParams(query), AbortSignal.timeout(10_000))
  return { headers, bytes: await buffer(Readable.from(bytes)) }
}

it('gives a log byte by byte as the API does, in a file', async () => {
  api.begin()
  const binary = Buffer.from([0x00, 0xff, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x78])
  const long = 'x'.repeat(300_000)
  for (const text of ['one', binary, '', long]) api.print(text)
  const { headers, bytes } = await ask('namespace=binder&of=talker/main/pod-1&download')
  const printed = ['one', binary, '', long].map((text) =>
    Buffer.concat([Buffer.from(text as string), Buffer.from('\n')]),
  )
  expect(bytes.equals(Buffer.concat(printed))).toBe(true)
  expect(headers['content-disposition']).toBe('attachment; filename="talker-main.log"')
  expect(api.logRequests.at(-1)?.searchParams.has('timestamps')).toBe(false)
})

it('hides secrets and leaves all else alone, also in a line that comes in pieces', async () => {
  api.begin()
  api.print(`${'y'.repeat(100_000)} http://x/lab?token=abc `)
  const { bytes } = await ask('namespace=binder&of=talker/main')
  expect(bytes.toString()).toMatch(/y http:\/\/x\/lab\?token=hidden \n$/)
  expect(bytes.length).toBeGreaterThan(100_000)
})

it('gives lines for a page, up to a timestamp', async () => {
  api.begin()
  for (let i = 0; i < 5; i += 1) api.print(`line ${i}`, { at: `2026-11-27T08:59:3${i}.000000000Z` })
  const { bytes } = await ask(
    'namespace=binder&of=talker/main&as=lines&since=2026-11-27T08:59:31Z&until=2026-11-27T08:59:33.000000000Z',
  )
  expect(bytes.toString().match(/line \d/g)).toEqual(['line 1', 'line 2', 'line 3'])
})

it('merges several in the order of time, and says of each line where it is from', async () => {
  api.begin()
  for (let i = 0; i < 3; i += 1) api.print(`line ${i}`)
  const { bytes, headers } = await ask('namespace=binder&of=talker/main&of=talker/other&download')
  // The one pod of this API answers for both.
  expect(bytes.toString().split('\n').slice(0, 4)).toEqual([
    '[talker/main] line 0',
    '[talker/other] line 0',
    '[talker/main] line 1',
    '[talker/other] line 1',
  ])
  expect(headers['content-disposition']).toBe('attachment; filename="talker-and-1-more.log"')
})

it.each([
  'namespace=binder',
  'namespace=binder&of=talker',
  'namespace=binder&of=../../secrets/x',
  'namespace=binder&of=talker/main&since=yesterday',
  'namespace=binder&of=talker/main&tail=-1',
  'of=talker/main',
  'namespace=binder&of=a/b&of=c/d&as=lines',
])('refuses %s', async (query) => {
  await expect(ask(query)).rejects.toMatchObject({ code: 'invalid_input' })
})

it('does not take a namesake for the pod that was asked for', async () => {
  api.begin()
  await expect(ask('namespace=binder&of=talker/main/pod-0')).rejects.toMatchObject({ code: 'not_found' })
})
