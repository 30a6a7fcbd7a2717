import { afterEach, expect, it } from 'vitest'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

it('a page that pings and takes no pong is not read from until it does', async () => {
  const { url, ends, stop } = await startHub()
  stops.push(stop)
  const tab = await RawTab.connect(url)
  tab.ws.pause()
  const ping = Buffer.alloc(125)
  let mostHeld = 0
  // 64 MiB of pings; once nobody reads them they stay on the sender's side.
  for (let sent = 0; sent < 550_000 && ends[0]?.isPaused() !== true; ) {
    for (let i = 0; i < 2_000; i += 1) tab.ws.ping(ping)
    sent += 2_000
    await new Promise((resolve) => setTimeout(resolve, 2))
    mostHeld = Math.max(mostHeld, ends[0]?.writableLength ?? 0)
  }
  expect(mostHeld).toBeLessThan(1024 * 1024)
  expect(ends[0]?.isPaused()).toBe(true)
  tab.ws.resume()
  tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
  await until('it is read again', () => tab.of('opened', 1).length === 1)
})
