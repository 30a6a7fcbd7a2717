import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerWeb } from '../web/answer-web.ts'
import type { Cluster } from './cluster.ts'
import type { KubeObject } from './kube-object.ts'

/** Serves a service of the practice cluster over plain HTTP on a stream that leads to it; no port is opened. */
export function serveWeb(cluster: Cluster, { metadata }: KubeObject, stream: Duplex): void {
  const server = createServer((request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    answerWeb(cluster, {
      service: metadata.name,
      namespace: metadata.namespace ?? '',
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers,
    })
      .then(async (answer) => {
        response.writeHead(answer.status, answer.headers)
        if (answer.stream) for await (const piece of answer.stream) response.write(piece)
        response.end(answer.body)
      })
      .catch(() => response.destroy())
  })
  server.emit('connection', stream)
}
