import * as z from 'zod/mini'
import { ApiGone, ApiRefusal, tooMany, tooMuch } from './api-problems.ts'
import type { Cluster } from './cluster.ts'
import { firstText } from './first-text.ts'
import { readLines } from './read-lines.ts'
import type { KubeObject, Resource } from './resources/resource.ts'

/** Objects of one page of a list: 500 pods are some 5 MB of JSON. Fewer are asked for where they are larger. */
const PAGE = 500
/** A single secret may have 1.5 MB: so many fit. */
const SMALLEST_PAGE = 8
const PAGE_BYTES = 16 * 1024 * 1024
/** More than any cluster of one server has. */
export const MAX_ROWS = 50_000
/** An API may make its pages smaller than was asked; not so small. */
const MAX_PAGES = 1_000
/** A page that takes longer has a problem of its own. */
const PAGE_MS = 60_000

export type Api = Pick<Cluster, 'get'>

/** Which objects are listed and watched. */
type Listed = Pick<Resource<unknown>, 'path' | 'fieldSelector'> & { labelSelector?: string }

export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject }
  /** Nothing happened up to this version. */
  | { type: 'BOOKMARK'; version: string }

const object = z.looseObject({
  metadata: z.looseObject({
    uid: z.string(),
    name: z.string(),
    namespace: z.exactOptional(z.string()),
    resourceVersion: z.string(),
  }),
})
const page = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.optional(z.string()) }),
  items: z.array(object),
})
const event = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['ADDED', 'MODIFIED', 'DELETED']), object }),
  z.object({
    type: z.literal('BOOKMARK'),
    object: z.object({ metadata: z.object({ resourceVersion: z.string() }) }),
  }),
  z.object({ type: z.literal('ERROR'), object: z.object({ code: z.optional(z.int()) }) }),
])

/**
 * All objects, page by page; gives the version from which a watch goes on. Throws ApiGone when the list was changed
 * so much meanwhile that it has to begin anew, `kube_refused` for a list without measure, and what Cluster throws.
 */
export async function* listPages(
  api: Api,
  resource: Listed,
  signal: AbortSignal,
): AsyncGenerator<KubeObject[], string> {
  const asked = new Set<string>()
  let next: string | undefined
  let rows = 0
  let limit = PAGE
  for (;;) {
    const query = new URLSearchParams({ limit: String(limit) })
    if (resource.fieldSelector) query.set('fieldSelector', resource.fieldSelector)
    if (resource.labelSelector) query.set('labelSelector', resource.labelSelector)
    if (next) query.set('continue', next)
    const both = AbortSignal.any([signal, AbortSignal.timeout(PAGE_MS)])
    const answer = await api.get(`${resource.path}?${query}`, { signal: both, beginMs: PAGE_MS / 2 })
    const { text, whole } = await firstText(answer, PAGE_BYTES)
    if (!whole) {
      if (limit === SMALLEST_PAGE)
        throw tooMuch(`${limit} of them have more than ${PAGE_BYTES / 1024 / 1024} MB`)
      limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 4))
      continue
    }
    const { metadata, items } = page.parse(JSON.parse(text))
    rows += items.length
    if (rows > MAX_ROWS) throw tooMany(MAX_ROWS)
    yield items
    if (!metadata.continue) return metadata.resourceVersion
    next = metadata.continue
    if (asked.has(next)) throw tooMuch('the list leads back to a page of before')
    asked.add(next)
    if (asked.size >= MAX_PAGES) throw tooMuch(`the list has more than ${MAX_PAGES} pages`)
  }
}

/**
 * Opens a watch from a version on; the events come until the API ends it, after `seconds` at the latest. Both throw
 * ApiGone when the version is too old, and what Cluster throws.
 */
export async function openWatch(
  api: Api,
  resource: Listed,
  { version, seconds, signal }: { version: string; seconds: number; signal: AbortSignal },
): Promise<AsyncGenerator<WatchEvent>> {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: String(seconds),
  })
  if (resource.fieldSelector) query.set('fieldSelector', resource.fieldSelector)
  if (resource.labelSelector) query.set('labelSelector', resource.labelSelector)
  return readEvents(await api.get(`${resource.path}?${query}`, { signal }))
}

async function* readEvents(body: AsyncIterable<Buffer>): AsyncGenerator<WatchEvent> {
  for await (const line of readLines(body)) {
    const read = event.parse(JSON.parse(line))
    switch (read.type) {
      case 'BOOKMARK':
        yield { type: 'BOOKMARK', version: read.object.metadata.resourceVersion }
        break
      case 'ERROR':
        // The answer began with 200, so that what went wrong comes as an event: most often "too old resource version".
        if (read.object.code === 410) throw new ApiGone()
        throw new ApiRefusal(read.object.code ?? 0, line)
      default:
        yield read
    }
  }
}
