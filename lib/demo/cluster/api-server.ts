import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { serveExec } from '../exec/serve-exec.ts'
import { answerApi } from './answer-api.ts'
import type { Cluster } from './cluster.ts'

const servers = new WeakMap<Cluster, Server>()

/**
 * Serves the Kubernetes API over TLS on a stream that leads to it; no port is opened. As MicroK8s' own, it lets in
 * whoever has a certificate of its authority.
 */
export function serveApi(cluster: Cluster, stream: Duplex): void {
  serverOf(cluster).emit('connection', stream)
}

function serverOf(cluster: Cluster): Server {
  const known = servers.get(cluster)
  if (known) return known
  const { ca, server: own } = cluster.certificates
  const server = createServer(
    { ca, cert: own.cert, key: own.key, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      text(request)
        .then((body) => answerApi(cluster, request, body, response))
        .catch(() => response.destroy())
    },
  )
  server.on('upgrade', (request, socket, head) => serveExec(cluster, request, socket, head))
  // A watch that is quiet for minutes is no stalled request.
  server.requestTimeout = 0
  // As long as Kubernetes' own keeps a connection that is not used: Node's 5 s end in the face of a next call.
  server.keepAliveTimeout = 90_000
  server.on('tlsClientError', () => {})
  servers.set(cluster, server)
  return server
}
