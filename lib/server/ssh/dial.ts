import type { Duplex } from 'node:stream'
import ssh2, { type AnyAuthMethod, type AuthenticationType, type Client } from 'ssh2'
import { AppError } from '../../shared/problem.ts'
import type { HostKey } from '../../shared/server-row.ts'
import { type AskPerson, createSignIn } from './authenticate.ts'
import { handshakeProblem, hostKeyChanged, linkLost, signInBroke, timedOut } from './failures.ts'
import { type Greeting, hearGreeting } from './greeting.ts'
import { algorithmsFor, describeHostKey, sameFingerprint } from './host-key.ts'
import type { Address, LinkTarget } from './link-target.ts'
import { reach, resolveName } from './reach.ts'

export type DialStage = 'resolve' | 'reach' | 'host-key' | 'sign-in'

export interface DialOptions {
  signal: AbortSignal
  ask: AskPerson
  /** Called as each stage is passed, with what was seen: "192.0.2.7", "OpenSSH_9.6p1". */
  onStage?: ((stage: DialStage, evidence: string) => void) | undefined
  /** For each stage, in milliseconds. The time a person takes to answer does not count. Default 20 s. */
  stageDeadlineMs?: number | undefined
  /** Default 5 s. */
  keepAliveMs?: number | undefined
}

/** A signed-in SSH connection, with the socket below it. */
export interface Dialed {
  client: Client
  socket: Duplex
}

/** Name, TCP, host key, sign-in. Throws an AppError of the stage that failed; then nothing is left open. */
export async function dial(target: LinkTarget, options: DialOptions): Promise<Dialed> {
  const { signal, stageDeadlineMs = 20_000, onStage } = options
  const socket = await open(target, { signal, deadlineMs: stageDeadlineMs }, onStage)
  const place = `${target.host}:${target.port}`
  const { client, greeting } = takeSocket(socket)

  return new Promise<Dialed>((resolve, reject) => {
    let agreed = false
    let timer = setTimeout(() => fail(timedOut(target.host, target.port, stageDeadlineMs)), stageDeadlineMs)
    const watch = (late: () => AppError) => {
      clearTimeout(timer)
      timer = setTimeout(() => fail(late()), stageDeadlineMs)
    }
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const fail = (error: unknown) => {
      end()
      socket.destroy()
      reject(agreed ? signInBroke(error, place) : handshakeProblem(error, place, greeting))
    }
    const abort = () =>
      fail(signal.reason instanceof AppError ? signal.reason : linkLost(signal.reason, place))

    const slowSignIn = () => new AppError('ssh_timed_out', `${place} did not answer while signing in.`)
    // The person has a deadline of their own: ours rests meanwhile.
    const ask: AskPerson = async (prompt) => {
      clearTimeout(timer)
      const answers = await options.ask(prompt)
      watch(slowSignIn)
      return answers
    }
    const signIn = createSignIn(target, ask, fail)

    client.on('error', (error) => {
      // An agent that does not sign is not the end: the next way is tried.
      if (!('level' in error && error.level === 'agent'))
        fail(keyTypeGone(error, target.hostKey, greeting, place) ?? error)
    })
    client.on('close', () => fail(null))
    client.on('change password', () => fail(passwordExpired(target)))
    client.once('handshake', () => {
      agreed = true
      onStage?.('host-key', greeting.software ?? '')
      watch(slowSignIn)
    })
    client.once('ready', () => {
      end()
      onStage?.('sign-in', target.user)
      resolve({ client, socket })
    })
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) return abort()

    client.connect({
      sock: socket,
      username: target.user,
      algorithms: { serverHostKey: algorithmsFor(target.hostKey.type) },
      hostVerifier: (blob: Buffer) => {
        const shown = describeHostKey(blob).sha256
        const same = sameFingerprint(shown, target.hostKey.sha256)
        if (!same) fail(hostKeyChanged(place, target.hostKey.sha256, shown))
        return same
      },
      authHandler: (
        left: AuthenticationType[] | null,
        partial: boolean,
        next: (method: AnyAuthMethod) => void,
      ) => {
        signIn.next(left, partial).then(next).catch(fail)
      },
      readyTimeout: 0,
      // ssh2 asks; whether the server is alive is judged by what it sends (heartbeat.ts).
      keepaliveInterval: options.keepAliveMs ?? 5_000,
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
    })
  })
}

/** The first two stages, which every way to talk to a server shares. */
export async function open(
  address: Address,
  options: { signal: AbortSignal; deadlineMs: number },
  onStage?: DialOptions['onStage'],
): Promise<Duplex> {
  const { host, port, jump } = address
  // Through a jump server the name is looked up there.
  const addresses = jump ? [host] : await resolveName(host, options)
  onStage?.('resolve', jump ? 'by the jump server' : addresses.join(', '))
  const socket = await reach(address, addresses, options)
  onStage?.('reach', `port ${port} answers`)
  return socket
}

/** An ssh2 client for this socket that can never end the process, and an ear at what the server says in clear. */
export function takeSocket(socket: Duplex): { client: Client; greeting: Greeting } {
  const client = new ssh2.Client()
  client.on('error', () => {})
  socket.on('error', () => {})
  socket.pause()
  return { client, greeting: hearGreeting(socket) }
}

/** Only keys of the confirmed type were asked for. A server without one has lost the key that was confirmed. */
function keyTypeGone(error: Error, pinned: HostKey, greeting: Greeting, place: string): AppError | null {
  if (!/no matching host key format/i.test(error.message) || algorithmsFor(pinned.type).length === 0)
    return null
  const offered = greeting.offer?.hostKeys.join(', ') ?? 'another type'
  return hostKeyChanged(place, `${pinned.type} ${pinned.sha256}`, offered)
}

function passwordExpired({ user, host }: LinkTarget): AppError {
  return new AppError(
    'ssh_wrong_password',
    `The password of ${user} on ${host} has expired and must be changed first.`,
    {
      hint: `Sign in by hand once and choose a new one: ssh ${user}@${host}`,
      field: 'password',
    },
  )
}
