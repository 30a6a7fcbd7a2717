import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo, Server, Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection } from 'ssh2'
import type { Machine } from '../machine/machine.ts'
import type { RunStore } from '../runs/run-store.ts'
import { connectInside } from './connect-inside.ts'
import type { Identity } from './host-identity.ts'
import { serveSession } from './serve-session.ts'

/** What a person and a console need, and no more: it stands open to everything on this machine. */
const MAX_CONNECTIONS = 32
const SIGN_IN_MS = 20_000
const MAX_TRIES = 3

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
  /** By the port they come from: ssh2 tells of a connection only once the other side has named itself. */
  const signingIn = new Map<number | undefined, NodeJS.Timeout>()
  const server = new ssh2.Server(
    { hostKeys: [identity.privateKey], ident: 'OpenSSH_9.6p1 Bindery-practice' },
    (connection, { port }) => {
      connections.add(connection)
      connection.on('close', () => connections.delete(connection))
      // A client that leaves without a word is no event.
      connection.on('error', () => {})
      const { machine, runs } = inside()
      let tries = 0
      connection.on('authentication', (attempt) => {
        const reject = (): void => {
          // "none" asks only which ways there are.
          if (attempt.method !== 'none') tries += 1
          if (tries >= MAX_TRIES) connection.end()
          else attempt.reject(['publickey', 'password'])
        }
        authenticate(attempt, machine, identity.password).then(
          (allowed) => (allowed ? attempt.accept() : reject()),
          reject,
        )
      })
      connection.on('ready', () => {
        clearTimeout(signingIn.get(port))
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
  server.maxConnections = MAX_CONNECTIONS
  // Its socket server, which ssh2 does not give: this program imports nothing that could open another.
  const { _srv: sockets } = server as unknown as { _srv: Server }
  sockets.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    const late = setTimeout(() => socket.destroy(), SIGN_IN_MS).unref()
    signingIn.set(remotePort, late)
    socket.on('close', () => {
      clearTimeout(late)
      if (signingIn.get(remotePort) === late) signingIn.delete(remotePort)
    })
  })
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
