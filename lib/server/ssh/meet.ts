import { AppError } from '../../shared/problem.ts'
import type { Met } from '../../shared/servers-api.ts'
import { open, takeSocket } from './dial.ts'
import { handshakeProblem, linkLost, timedOut } from './failures.ts'
import { describeHostKey } from './host-key.ts'
import type { Address } from './link-target.ts'

/**
 * Reads the host key of a server and hangs up. Neither user name nor key nor password is sent: SSH shows the
 * server's key before it asks who is there. Throws what reaching it throws, `not_ssh`, `no_common_algorithm`.
 */
export async function meet(
  address: Address,
  signal = new AbortController().signal,
  deadlineMs = 20_000,
): Promise<Met> {
  const { host, port } = address
  const place = `${host}:${port}`
  const began = performance.now()
  const socket = await open(address, { signal, deadlineMs })
  const { client, greeting } = takeSocket(socket)

  return new Promise<Met>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.destroy()
    }
    const fail = (error: unknown) => {
      end()
      reject(handshakeProblem(error, place, greeting))
    }
    const abort = () =>
      fail(signal.reason instanceof AppError ? signal.reason : linkLost(signal.reason, place))
    const timer = setTimeout(() => fail(timedOut(host, port, deadlineMs)), deadlineMs)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) return abort()

    client.on('error', fail)
    client.on('close', () => fail(null))
    client.connect({
      sock: socket,
      username: '',
      readyTimeout: 0,
      hostVerifier: (blob: Buffer) => {
        end()
        const tookMs = Math.round(performance.now() - began)
        resolve({ address: place, hostKey: describeHostKey(blob), software: greeting.software ?? '', tookMs })
        return false
      },
    })
  })
}
