import * as z from 'zod/mini'
import { type HubSessionRow, sessionKey } from '../../shared/hub-session-row.ts'
import { hubNotUnderstood } from './hub-problems.ts'
import type { Hub } from './open-hubs.ts'

/** The most that a hub gives at once, by its own default. */
const PAGE = 200
/** More than any hub of one server has. */
const MAX_PAGES = 50
const NAME_MAX = 255
/** A list that says what comes after it, from JupyterHub 2 on; older ones give all at once, as a plain list. */
const PAGED = 'application/jupyterhub-pagination+json'

// Everything but the name may be missing: older hubs have less, and a token sees only what its scopes say.
const time = z.optional(z.nullable(z.string()))
const server = z.object({
  ready: z.optional(z.boolean()),
  pending: z.optional(z.nullable(z.string())),
  stopped: z.optional(z.boolean()),
  started: time,
  last_activity: time,
})
const user = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(NAME_MAX)),
  servers: z.optional(z.nullable(z.record(z.string(), server))),
  // Of hubs that list no servers.
  server: z.optional(z.nullable(z.string())),
  pending: z.optional(z.nullable(z.string())),
  last_activity: time,
})
type User = z.infer<typeof user>

const page = z.union([
  z.array(z.unknown()),
  z.object({
    items: z.array(z.unknown()),
    _pagination: z.optional(
      z.object({ next: z.optional(z.nullable(z.object({ offset: z.int().check(z.minimum(0)) }))) }),
    ),
  }),
])

/** Every session that runs, starts or stops, as its hub knows it. Throws what `Hub.ask` throws. */
export async function listSessions(hub: Hub, signal: AbortSignal): Promise<HubSessionRow[]> {
  const rows = new Map<string, HubSessionRow>()
  let offset = 0
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const query = new URLSearchParams({ state: 'active', limit: String(PAGE), offset: String(offset) })
    const { status, text } = await hub.ask({
      method: 'GET',
      path: `/users?${query}`,
      accept: PAGED,
      signal,
    })
    if (status !== 200) throw hubNotUnderstood(`status ${status} for the list of its users`)
    const { items, next } = readPage(text)
    for (const item of items) {
      const parsed = user.safeParse(item)
      if (!parsed.success) continue
      for (const row of sessionsOf(parsed.data, hub.namespace)) rows.set(row.key, row)
    }
    if (next === null || next <= offset) break
    offset = next
  }
  return [...rows.values()]
}

function readPage(text: string): { items: unknown[]; next: number | null } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw hubNotUnderstood(`not JSON: ${text.slice(0, 200)}`)
  }
  const parsed = page.safeParse(value)
  if (!parsed.success) throw hubNotUnderstood(z.prettifyError(parsed.error))
  const { data } = parsed
  if (Array.isArray(data)) return { items: data, next: null }
  return { items: data.items, next: data._pagination?.next?.offset ?? null }
}

/** The sessions of one person, most often one. A hub that does not filter lists also those who have none. */
function sessionsOf({ name, servers, server: url, pending, last_activity }: User, namespace: string) {
  const all: [string, z.infer<typeof server>][] = servers
    ? Object.entries(servers)
    : url || pending
      ? [['', { ready: Boolean(url), pending, last_activity }]]
      : []
  return all
    .filter(([, { stopped, ready, pending: busy }]) => !stopped && (ready || busy))
    .map(
      ([serverName, { ready, pending: busy, started, last_activity: activity }]): HubSessionRow => ({
        key: sessionKey(namespace, name, serverName),
        namespace,
        person: name,
        server: serverName.slice(0, NAME_MAX),
        state: busy === 'stop' ? 'stopping' : ready ? 'ready' : 'starting',
        startedAt: Date.parse(started ?? '') || null,
        lastActivityAt: Date.parse(activity ?? '') || null,
      }),
    )
}
