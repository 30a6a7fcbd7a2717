import { afterEach, expect, it } from 'vitest'
import type { ServerLink } from '../../ssh/link-types.ts'
import { createLogs, type Logs, type LogView } from './logs.ts'

let logs: Logs | null = null
afterEach(() => logs?.close())

/** A server that is away: logs are begun, and nothing comes. */
const away = {
  state: { state: 'offline' },
  onState: () => () => {},
  exec: () => new Promise(() => {}),
  forward: () => new Promise(() => {}),
} as unknown as ServerLink

const placeOf = (index: number) => ({
  namespace: 'binder',
  pod: `build-${index}`,
  uid: `u-${index}`,
  container: 'builder',
})

function openMany(who: 'page' | 'keeper', from: number): LogView[] {
  return Array.from({ length: 32 }, (_, index) => (logs as Logs).open('s', placeOf(from + index), who))
}

it('lets neither pages nor what keeps logs of builds take the other’s room', () => {
  logs = createLogs(() => away)
  const [first] = openMany('page', 0)
  expect(() => logs?.open('s', placeOf(100), 'page')).toThrow(expect.objectContaining({ code: 'slow_down' }))
  openMany('keeper', 200)
  expect(() => logs?.open('s', placeOf(300), 'keeper')).toThrow(
    expect.objectContaining({ code: 'slow_down' }),
  )
  // Whoever joins one that is followed already needs no room.
  expect(logs.open('s', placeOf(200), 'page').log).toBeDefined()
  first?.release()
  expect(logs.open('s', placeOf(100), 'page').log).toBeDefined()
  expect(logs.counts()).toEqual({ servers: 1, logs: 64 })
})
