import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2, { type AuthContext, type Connection } from 'ssh2'
import type { Machine } from '../machine/machine.ts'
import type { RunStore } from '../runs/run-store.ts'
import { connectInside } from './connect-inside.ts'
import type { Identity } from './host-identity.ts'
import { serveSession } from './serve-session.ts'

/** What stands behind the sign-in: exchanged as a whole when the practice server is reset. */
export interface Inside {
  machine: Machine
  runs: RunStore
}

export interface SshService {
  port: number
  /** Ends all connections, as a reboot does; new ones are taken at once. */
  disconnect(): void
  stop(): Promise<void>
}

/** An SSH server on loopback, on a free port. `inside` is asked anew for every connection. */
export async function serveSsh(identity: Identity, inside: () => Inside): Promise<SshService> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server(
    { hostKeys: [identity.privateKey], ident: 'OpenSSH_9.6p1 Bindery-practice' },
    (connection) => {
      connections.add(connection)
      connection.on('close', () => connections.delete(connection))
      // A client that leaves without a word is no event.
      connection.on('error', () => {})
      const { machine, runs } = inside()
      connection.on('authentication', (attempt) => {
        authenticate(attempt, machine, identity.password).then(
          (allowed) => (allowed ? attempt.accept() : attempt.reject(['publickey', 'password'])),
          () => attempt.reject(['publickey', 'password']),
        )
      })
      connection.on('ready', () => {
        connection.on('session', (accept) =>
          serveSession(accept(), { machine, runs, password: identity.password }),
        )
        connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
          const take = connectInside(machine, destIP, destPort)
          if (take) take(accept())
          else reject()
        })
      })
    },
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const disconnect = (): void => {
    for (const connection of connections) connection.end()
  }
  return {
    port: (server.address() as AddressInfo).port,
    disconnect,
    stop() {
      disconnect()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function authenticate(attempt: AuthContext, machine: Machine, password: string): Promise<boolean> {
  if (attempt.username !== machine.state.user) return false
  if (attempt.method === 'password') {
    const given = Buffer.from(attempt.password)
    const right = Buffer.from(password)
    return given.length === right.length && timingSafeEqual(given, right)
  }
  if (attempt.method !== 'publickey') return false
  const file = (await machine.readFile(`/home/${machine.state.user}/.ssh/authorized_keys`)) ?? ''
  const known = file.split('\n').some((line) => line.split(' ')[1] === attempt.key.data.toString('base64'))
  if (!known || !attempt.signature || !attempt.blob) return known
  const key = ssh2.utils.parseKey(`${attempt.key.algo} ${attempt.key.data.toString('base64')}`)
  return !(key instanceof Error) && key.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true
}
