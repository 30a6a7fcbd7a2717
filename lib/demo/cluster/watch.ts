import type { ServerResponse } from 'node:http'
import type { Cluster } from './cluster.ts'
import { apiVersionOf, type Kind } from './kinds.ts'
import type { Change } from './object-store.ts'
import { fitting } from './requests.ts'

const BOOKMARK_MS = 30_000

/** Writes changes as they come, from a version on; an ERROR event with 410 where that is too long ago. */
export function watchObjects(
  cluster: Cluster,
  kind: Kind,
  namespace: string | undefined,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const { store } = cluster
  response.writeHead(200, { 'content-type': 'application/json' })
  const write = (type: string, object: unknown): void => {
    response.write(`${JSON.stringify({ type, object })}\n`)
  }
  const tell = ({ type, kind: of, object }: Change): void => {
    if (of !== kind || (namespace !== undefined && object.metadata.namespace !== namespace)) return
    if (fitting([object], query).length > 0) write(type, object)
  }
  const from = query.get('resourceVersion') ?? ''
  const missed = from === '' || from === '0' ? null : store.since(Number(from))
  if (from === '' || from === '0')
    for (const object of fitting(store.list(kind.kind, namespace), query)) write('ADDED', object)
  else if (missed === null) {
    write('ERROR', {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: `too old resource version: ${from} (${store.version})`,
      reason: 'Expired',
      code: 410,
    })
    response.end()
    return
  } else for (const change of missed) tell(change)

  const stop = store.onChange(tell)
  const bookmark = (): void =>
    write('BOOKMARK', {
      kind: kind.kind,
      apiVersion: apiVersionOf(kind),
      metadata: { resourceVersion: String(store.version), creationTimestamp: null },
    })
  const bookmarks = query.get('allowWatchBookmarks') === 'true' ? setInterval(bookmark, BOOKMARK_MS) : null
  const seconds = Number(query.get('timeoutSeconds') ?? 1_800)
  const end = setTimeout(() => {
    if (bookmarks !== null) bookmark()
    response.end()
  }, seconds * 1000)
  response.flushHeaders()
  response.on('close', () => {
    stop()
    clearTimeout(end)
    if (bookmarks !== null) clearInterval(bookmarks)
  })
}
