import { setTimeout as pause } from 'node:timers/promises'
import type { ServerLink } from '../ssh/link-types.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { ApiGone, notServed, refusedWith, tooMany, unreachable, wayProblem } from './api-problems.ts'
import { retryMs } from './backoff.ts'
import type { Feed } from './feed.ts'
import { type Api, listPages, MAX_ROWS, openWatch, type WatchEvent } from './list-and-watch.ts'
import type { KubeObject, Resource } from './resources/resource.ts'
import { rest } from './rest.ts'

/** A watch is made anew after so many seconds, and up to a minute more, so that not all are at once. */
const WATCH_SECONDS = 240
/** The API ends a watch by itself; one that it forgot is ended from here, so long after. */
const OVERDUE_MS = 30_000
/** A watch that ended sooner, and had nothing to say, was none. */
const TOO_SHORT_MS = 1_000

export interface ReflectorOptions<Row> {
  api: Api
  link: Pick<ServerLink, 'state' | 'onState'>
  resource: Resource<Row>
  table: LiveTable<Row>
  feed: Feed
  keyOf(row: Row): string
  /** Between 0 and 1, for the jitter. */
  random?: () => number
}

export interface Reflector {
  /** Gives a watch up that does not say a word any more, and opens another. */
  reconnect(): void
  stop(): void
}

/**
 * Keeps a table equal to what the API has of a resource: reads the whole list page by page, then follows the changes,
 * and goes on from where it was whenever that breaks off. It keeps rows, and never the objects they were made of.
 */
export function reflect<Row>(options: ReflectorOptions<Row>): Reflector {
  const { api, link, resource, table, feed, keyOf, random = Math.random } = options
  const life = new AbortController()
  let watching = new AbortController()
  /** From where a watch can go on; null where everything has to be listed. */
  let version: string | null = null
  let rows = 0

  async function live(): Promise<void> {
    for (let failures = 0; !life.signal.aborted; ) {
      try {
        await follow(() => {
          failures = 0
        })
      } catch (error) {
        if (life.signal.aborted) return
        failures += 1
        await recover(error, failures)
      }
    }
  }

  /** One list, where one is needed, and one watch. `proved` is told when the API gave what it was asked for. */
  async function follow(proved: () => void): Promise<void> {
    version ??= await list()
    watching = new AbortController()
    const seconds = Math.round(WATCH_SECONDS + 60 * random())
    const overdue = setTimeout(() => watching.abort(), seconds * 1000 + OVERDUE_MS)
    try {
      const signal = AbortSignal.any([life.signal, watching.signal])
      const events = await openWatch(api, resource, { version, seconds, signal })
      const began = performance.now()
      let heard = false
      feed.live()
      for await (const event of events) {
        heard = true
        feed.heard()
        take(event)
        proved()
      }
      if (!heard && performance.now() - began < TOO_SHORT_MS) throw unreachable('it ended a watch at once')
      proved()
    } finally {
      clearTimeout(overdue)
    }
  }

  async function list(): Promise<string> {
    const there = new Set<string>()
    const pages = listPages(api, resource, life.signal)
    for (;;) {
      const { done, value } = await pages.next()
      if (done) {
        for (const row of table.rows()) if (!there.has(keyOf(row))) table.delete(keyOf(row))
        rows = there.size
        return value
      }
      feed.heard()
      for (const object of value) there.add(put(object))
      // A page costs tens of milliseconds: whoever else has something to do comes in between.
      await pause()
    }
  }

  function put(object: KubeObject): string {
    const row = resource.project(object)
    table.put(row)
    return keyOf(row)
  }

  function take(event: WatchEvent): void {
    if (event.type === 'BOOKMARK') {
      version = event.version
      return
    }
    const key = keyOf(resource.project(event.object))
    const isNew = table.get(key) === undefined
    if (event.type === 'DELETED') {
      table.delete(key)
      if (!isNew) rows -= 1
    } else {
      if (isNew && rows >= MAX_ROWS) throw tooMany(MAX_ROWS)
      put(event.object)
      if (isNew) rows += 1
    }
    version = event.object.metadata.resourceVersion
  }

  async function recover(error: unknown, failures: number): Promise<void> {
    if (error instanceof ApiGone) {
      version = null
      await rest(retryMs(failures, false, random), link, life.signal)
      return
    }
    const met = wayProblem(error)
    const problem = refusedWith(met) === 404 ? notServed(met) : met
    const isLinked = link.state.state === 'online'
    if (problem.code === 'no_kubernetes') {
      for (const row of table.rows()) table.delete(keyOf(row))
      feed.gone(problem.toJSON())
    } else if (failures > 1 || !isLinked) feed.broken(problem.toJSON())
    // An API that was away may come back as another cluster (microk8s reset), whose versions only look like ours.
    if (failures > 1 && isLinked) version = null
    await rest(retryMs(failures, problem.code !== 'kube_refused', random), link, life.signal)
  }

  void live()
  return {
    reconnect: () => watching.abort(),
    stop: () => life.abort(),
  }
}
