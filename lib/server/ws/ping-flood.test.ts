import { afterEach, expect, it } from 'vitest'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

it('a page that pings and takes no pong gets no more than there is room for, and is well afterwards', async () => {
  const { url, ends, stop } = await startHub()
  stops.push(stop)
  const tab = await RawTab.connect(url)
  tab.ws.pause()
  const ping = Buffer.alloc(125)
  for (let round = 0; round < 50; round += 1) {
    for (let i = 0; i < 2_000; i += 1) tab.ws.ping(ping)
    await until('they are sent', () => tab.ws.bufferedAmount === 0)
  }
  await until('they are read', () => ends[0]?.readableLength === 0)
  expect(ends[0]?.writableLength).toBeLessThan(512 * 1024)
  tab.ws.resume()
  tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
  await until('it is read again', () => tab.of('opened', 1).length === 1)
  tab.ws.ping('there?')
  const [heard] = await new Promise<Buffer[]>((resolve) =>
    tab.ws.on('pong', (...pong) => {
      if (pong[0].toString() === 'there?') resolve(pong)
    }),
  )
  expect(heard?.toString()).toBe('there?')
})
