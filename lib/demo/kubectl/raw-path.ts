import type { IncomingMessage, ServerResponse } from 'node:http'
import { Writable } from 'node:stream'
import { answerApi } from '../cluster/answer-api.ts'
import type { Machine } from '../machine/machine.ts'
import { answerWeb } from '../web/answer-web.ts'

/** What `kubectl get --raw PATH` gets: the API itself, or a service behind its proxy. */
export async function rawPath(machine: Machine, path: string): Promise<{ code: number; body: string }> {
  const proxied =
    /^\/api\/v1\/namespaces\/([^/]+)\/services\/(?:https?:)?([^:/]+)(?::\d+)?\/proxy(\/.*)?$/.exec(path)
  if (proxied) {
    const [, namespace = '', name = '', rest = '/'] = proxied
    const answer = await answerWeb(machine.cluster, {
      service: name,
      namespace,
      method: 'GET',
      path: rest,
      headers: {},
    })
    return { code: answer.status, body: answer.body }
  }
  let body = ''
  let code = 200
  const response = new Writable({
    write(chunk: Buffer, _encoding, done) {
      body += chunk.toString('utf8')
      done()
    },
  })
  const answer = Object.assign(response, {
    flushHeaders() {},
    writeHead(status: number) {
      code = status
      return this
    },
  })
  await answerApi(
    machine.cluster,
    { method: 'GET', url: path, headers: {} } as unknown as IncomingMessage,
    '',
    answer as unknown as ServerResponse,
  )
  if (code >= 400) {
    const status = JSON.parse(body) as { message?: string }
    return { code, body: status.message ?? '' }
  }
  return { code, body }
}
