import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Cluster } from '../cluster/cluster.ts'
import { ApiRefusal } from '../cluster/requests.ts'
import type { Container } from './container.ts'
import { findContainer } from './find-container.ts'
import { shellsOf } from './image-shells.ts'
import { runInContainer } from './run-in-container.ts'

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
const PATH = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/(exec|attach)$/

// It takes connections that lead here already, and opens none.
const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 1024 * 1024,
  handleProtocols: (offered) => PROTOCOLS.find((one) => offered.has(one)) ?? false,
})

/** Serves a request for a WebSocket into a container, as kube-apiserver and kubelet do for terminals. */
export function serveExec(cluster: Cluster, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => {})
  try {
    const { container, program, missing } = wanted(cluster, new URL(request.url ?? '/', 'https://api'))
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => {})
      if (missing === null) begin(ws, container, program)
      else {
        ws.send(Buffer.concat([Buffer.of(3), Buffer.from(JSON.stringify(noSuchProgram(missing)))]))
        ws.close(1000)
      }
    })
  } catch (error) {
    const refusal = error instanceof ApiRefusal ? error : new ApiRefusal(400, 'BadRequest', String(error))
    const body = JSON.stringify(refusal.toStatus())
    socket.end(
      `HTTP/1.1 ${refusal.code} ${STATUS_CODES[refusal.code] ?? ''}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    )
  }
}

function wanted(
  cluster: Cluster,
  url: URL,
): { container: Container; program: string; missing: string | null } {
  const [, namespace = '', pod = '', verb] = PATH.exec(url.pathname) ?? []
  if (!cluster.running || verb === undefined)
    throw new ApiRefusal(404, 'NotFound', 'the server could not find the requested resource')
  const { container, image } = findContainer(
    cluster,
    decodeURIComponent(namespace),
    decodeURIComponent(pod),
    url.searchParams.get('container') ?? '',
  )
  const program = verb === 'attach' ? 'sh' : (url.searchParams.get('command') ?? '')
  const missing = shellsOf(image).includes(program) ? null : program
  return { container, program, missing }
}

function begin(ws: WebSocket, container: Container, program: string): void {
  const gone = new AbortController()
  const send = (channel: number, bytes: Buffer): void => {
    if (!gone.signal.aborted) ws.send(Buffer.concat([Buffer.of(channel), bytes]))
  }
  const running = runInContainer(container, program, {
    gone: gone.signal,
    print: (bytes) => send(1, bytes),
    waiting: () => ws.bufferedAmount,
    ended(code) {
      send(3, Buffer.from(JSON.stringify(exitStatus(code))))
      ws.close(1000)
    },
  })
  ws.on('message', (data: Buffer) => {
    const frame = Buffer.from(data)
    if (frame[0] === 0) running.take(frame.subarray(1))
    else if (frame[0] === 4) running.resize(frame.subarray(1).toString())
  })
  ws.on('close', () => {
    gone.abort()
    running.end()
  })
}

function exitStatus(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' }
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  }
}

function noSuchProgram(program: string): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`,
    reason: 'InternalError',
    code: 500,
  }
}
