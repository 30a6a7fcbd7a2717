import { beforeEach, expect, it, vi } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { AppError } from '../../shared/problem.ts'
import { type Connection, connectTo } from './connection.ts'
import { Link } from './link.ts'
import type { LinkTarget } from './link-target.ts'

// The turns between promises, where a real server is never quick enough to show anything.
vi.mock('./connection.ts', () => ({ connectTo: vi.fn() }))

beforeEach(() => void vi.mocked(connectTo).mockReset())

function fakeConnection() {
  const lost = Promise.withResolvers<AppError>()
  const close = vi.fn(() => lost.resolve(new AppError('link_lost', 'closed')))
  const connection = { lost: lost.promise, close, lose: close, heardAt: 0, silentMs: 0, rootBy: 'root' }
  return { connection: connection as unknown as Connection, close }
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await null
}

it.each([0, 1, 2, 3, 4, 5, 6])('hangs up when closed %i turns after the connection stood', async (count) => {
  const { connection, close } = fakeConnection()
  const connected = Promise.withResolvers<Connection>()
  vi.mocked(connectTo).mockReturnValue(connected.promise)
  const link = new Link({ target: async () => ({}) as LinkTarget })
  link.open()
  await turns(5)
  connected.resolve(connection)
  await turns(count)
  await link.close()
  expect(close).toHaveBeenCalled()
  expect(link.state.state).toBe('offline')
})

it('can be tried again by whoever hears that it was refused, and everybody hears the newest state last', async () => {
  const { connection } = fakeConnection()
  vi.mocked(connectTo)
    .mockRejectedValueOnce(new AppError('ssh_wrong_password', 'wrong'))
    .mockResolvedValue(connection)
  const link = new Link({ target: async () => ({}) as LinkTarget })
  const heard: LinkState['state'][] = []
  link.onState(({ state }) => state === 'refused' && link.retryNow())
  link.onState(({ state }) => heard.push(state))
  link.open()
  await vi.waitFor(() => expect(link.state.state).toBe('online'))
  expect(heard).toEqual(['connecting', 'connecting', 'online'])
  await link.close()
})
