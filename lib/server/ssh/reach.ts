import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../../shared/problem.ts'
import { connectProblem, lookupProblem, timedOut } from './failures.ts'
import type { Address } from './link-target.ts'
import { within } from './within.ts'

export interface ReachOptions {
  signal: AbortSignal
  deadlineMs: number
}

/** The addresses of a name, or the address itself. Throws `name_not_found`. */
export async function resolveName(host: string, { signal, deadlineMs }: ReachOptions): Promise<string[]> {
  const bare = host.replace(/%.*$/, '')
  if (isIP(bare) !== 0) return [host]
  const slow = () =>
    new AppError('name_not_found', `No name server answered for ${host} within ${deadlineMs / 1000} s.`)
  try {
    const found = await within(lookup(host, { all: true, order: 'verbatim' }), {
      deadlineMs,
      signal,
      late: slow,
    })
    return found.map(({ address }) => address)
  } catch (error) {
    throw lookupProblem(error, host)
  }
}

/**
 * A connection to the server's SSH port: TCP without Nagle's delay, or a channel through the jump server.
 * Of several addresses the first that answers is taken. Throws `ssh_refused`, `ssh_timed_out`, `ssh_unreachable`.
 */
export async function reach(target: Address, addresses: string[], options: ReachOptions): Promise<Duplex> {
  const { host, port, jump } = target
  const late = () => timedOut(host, port, options.deadlineMs)
  if (jump) {
    const channel = jump.openChannel(host, port, options.signal)
    return within(channel, { ...options, late, tooLate: (opened) => opened.destroy() })
  }
  let problem: unknown = late()
  for (const address of addresses) {
    try {
      return await connectTo(address, port, options, late)
    } catch (error) {
      problem = error
      if (options.signal.aborted) break
    }
  }
  throw connectProblem(problem, host, port)
}

function connectTo(host: string, port: number, options: ReachOptions, late: () => AppError): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true })
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    // Stays for good: a reset in the gap before ssh2 listens must not end the process.
    socket.on('error', reject)
  })
  return within(connected, { ...options, late }).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
}
