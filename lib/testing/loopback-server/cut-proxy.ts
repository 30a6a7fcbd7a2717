import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy on 127.0.0.1 in front of a server: the network that a test breaks and mends. */
export interface CutProxy {
  port: number
  /** Connections through it now. */
  readonly connections: number
  /** Resets every connection. New ones are refused, or (`swallow`) accepted and never answered, until `mend`. */
  cut(newOnes?: 'refuse' | 'swallow'): Promise<void>
  /** Resets every connection; new ones work at once. */
  reset(): void
  /** Nothing passes either way any more, and nobody is told: like a cable pulled out. New ones hang too. */
  stall(): void
  /** Everything works again; stalled connections go on where they were. */
  mend(): Promise<void>
  close(): Promise<void>
}

export async function cutProxy(targetPort: number, targetHost = '127.0.0.1'): Promise<CutProxy> {
  const pairs = new Set<Pair>()
  const unanswered = new Set<Socket>()
  let swallowing = false

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (near) => {
    near.on('error', () => near.destroy())
    if (swallowing) {
      unanswered.add(near)
      near.once('close', () => unanswered.delete(near))
      return
    }
    const pair = join(near, connect({ port: targetPort, host: targetHost, noDelay: true }))
    pairs.add(pair)
    near.once('close', () => pairs.delete(pair))
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const stopListening = () => new Promise<void>((resolve) => server.close(() => resolve()))
  const reset = () => {
    for (const socket of unanswered) socket.resetAndDestroy()
    for (const pair of pairs) pair.reset()
  }

  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    get connections() {
      return pairs.size
    },
    reset,
    async cut(newOnes = 'refuse') {
      swallowing = newOnes === 'swallow'
      const closed = newOnes === 'refuse' && server.listening ? stopListening() : null
      reset()
      await closed
    },
    stall() {
      swallowing = true
      for (const pair of pairs) pair.stall()
    },
    async mend() {
      swallowing = false
      for (const socket of unanswered) socket.resetAndDestroy()
      for (const pair of pairs) pair.mend()
      if (!server.listening) await listen(port)
    },
    async close() {
      const closed = server.listening ? stopListening() : null
      reset()
      await closed
    },
  }
}

interface Pair {
  reset(): void
  stall(): void
  mend(): void
}

/** Unpiping is not enough: only a paused socket leaves the bytes to the kernel, as a dead line would. */
function join(near: Socket, far: Socket): Pair {
  near.once('close', () => far.destroy())
  far.once('close', () => near.destroy())
  far.on('error', () => near.resetAndDestroy())
  const mend = () => {
    near.pipe(far)
    far.pipe(near)
  }
  mend()
  return {
    mend,
    reset() {
      near.resetAndDestroy()
      far.resetAndDestroy()
    },
    stall() {
      near.unpipe(far).pause()
      far.unpipe(near).pause()
    },
  }
}
