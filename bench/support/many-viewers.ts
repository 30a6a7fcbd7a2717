import { once } from 'node:events'
import { WebSocket } from 'ws'
import { createApiClient } from '../../e2e/support/api-client.ts'
import type { TestConsole } from '../../e2e/support/console.ts'
import { CHANGES_A_SECOND, changePods } from './change-pods.ts'
import type { Print } from './changed-cells.ts'
import type { ManyPods } from './many-pods.ts'
import { cpuSeconds } from './process-use.ts'

const VIEWERS = 200
/** A session has 32 sockets at most. */
const A_SESSION = 25
const SECONDS = 30

/** So many tabs look at one table, each over a socket of its own: what it costs Bindery, the server and the network. */
export async function manyViewers(
  console: TestConsole,
  server: string,
  { pods, watchesBefore, print }: { pods: ManyPods; watchesBefore: number | null; print: Print },
): Promise<void> {
  const sockets: WebSocket[] = []
  let bytes = 0
  let live = 0
  try {
    for (let session = 0; session < VIEWERS / A_SESSION; session += 1) {
      const device = createApiClient(() => console.url)
      await device.post('/api/sign-in', console.administrator)
      const headers = { cookie: device.cookie(), origin: console.url }
      for (let i = 0; i < A_SESSION; i += 1) {
        const socket = new WebSocket(`${console.url.replace(/^http/, 'ws')}/ws`, { headers })
        sockets.push(socket)
        socket.on('message', (data) => {
          const text = String(data)
          bytes += text.length
          if (text.includes('"type":"upstream"') && text.includes('"state":"live"')) live += 1
        })
        await once(socket, 'open')
        const what = { kind: 'table', table: 'pods', server }
        socket.send(JSON.stringify({ op: 'open', ch: 1, what }))
      }
    }
    const deadline = AbortSignal.timeout(60_000)
    while (live < VIEWERS) await Promise.race([once(sockets.at(-1) as WebSocket, 'message'), ended(deadline)])

    const watches = await pods.watches()
    if (watches !== null && watchesBefore !== null)
      print({
        name: `Upstream watches for ${VIEWERS} viewers of a table`,
        value: watches - watchesBefore,
        unit: 'watches',
        goal: 1,
        better: 'lower',
      })
    bytes = 0
    const { pid } = console.process()
    const cpu = cpuSeconds(pid)
    const began = performance.now()
    const changes = (await changePods(pods, SECONDS)).size
    const seconds = (performance.now() - began) / 1_000
    const what = `${VIEWERS} viewers, ${CHANGES_A_SECOND} changes/s`
    print({
      name: `Processor that Bindery takes (${what})`,
      value: (cpuSeconds(pid) - cpu) / seconds,
      unit: 'cores',
      goal: 1,
      better: 'lower',
    })
    print({
      name: `Bytes for a change to a viewer (${what})`,
      value: bytes / VIEWERS / changes,
      unit: 'bytes',
      goal: 400,
      better: 'lower',
    })
  } finally {
    for (const socket of sockets) socket.terminate()
  }
}

async function ended(deadline: AbortSignal): Promise<never> {
  if (!deadline.aborted) await once(deadline, 'abort')
  throw new Error('not every viewer was shown a live table within a minute')
}
