import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import ssh2 from 'ssh2'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type PracticeServer, startPracticeServer } from '../practice-server.ts'

let server: PracticeServer
const sockets: Socket[] = []
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  server = await startPracticeServer({ keep: { load: () => null, save() {} } })
})
afterEach(async () => {
  vi.useRealTimers()
  for (const socket of sockets.splice(0)) socket.destroy()
  await server.stop()
})

async function open(): Promise<Socket> {
  const socket = connect(server.port, server.host)
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}
function signIn(passwords: string[]) {
  const client = new ssh2.Client()
  let asked = 0
  client.connect({
    host: server.host,
    port: server.port,
    username: server.user,
    authHandler: (_left, _partly, next) => {
      const password = passwords[asked]
      asked += 1
      if (password === undefined) return next(false as never)
      next({ type: 'password', username: server.user, password })
    },
  })
  return new Promise<{ signedIn: boolean; asked: number; client: ssh2.Client }>((resolve) => {
    client.on('ready', () => resolve({ signedIn: true, asked, client }))
    client.on('error', () => {})
    client.on('close', () => resolve({ signedIn: false, asked, client }))
  })
}

it('takes 32 connections and no more', async () => {
  for (let i = 0; i < 32; i++) (await open()).resume()
  const more = await open()
  more.resume()
  await once(more, 'close')
  expect(sockets.filter(({ closed }) => closed)).toEqual([more])
})

it('waits 20 s for a sign-in, and leaves whoever is in', async () => {
  const { client, signedIn } = await signIn([server.password])
  expect(signedIn).toBe(true)
  const silent = await open()
  await once(silent, 'data')
  const closed = once(silent, 'close')
  await vi.advanceTimersByTimeAsync(20_000)
  await closed
  const left = once(client, 'close')
  let gone = false
  left.then(() => {
    gone = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(gone).toBe(false)
  client.end()
  await left
})

it('lets nobody try a fourth password', async () => {
  expect(await signIn(['a', 'b', server.password])).toMatchObject({ signedIn: true })
  expect(await signIn(['a', 'b', 'c', server.password])).toMatchObject({ signedIn: false, asked: 3 })
})
