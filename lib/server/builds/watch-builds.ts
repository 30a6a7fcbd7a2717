import { ApiGone, unreachable, wayProblem } from '../kube/api-problems.ts'
import { retryMs } from '../kube/backoff.ts'
import { type Api, listPages, openWatch } from '../kube/list-and-watch.ts'
import type { PodObject } from '../kube/resources/pod-status.ts'
import type { KubeObject } from '../kube/resources/resource.ts'
import { rest } from '../kube/rest.ts'
import type { ServerLink } from '../ssh/link-types.ts'

export type BuildPod = KubeObject & PodObject

interface WatchBuilds {
  api: Api
  link: Pick<ServerLink, 'state' | 'onState'>
  /** A build that is there, or how it is now. */
  seen(pod: BuildPod): void
  gone(uid: string): void
  /** These are all that there are. */
  all(uids: ReadonlySet<string>): void
  signal: AbortSignal
}

const builds = { path: '/api/v1/pods', labelSelector: 'component=binderhub-build' }
/** A quiet watch costs nothing; it is made anew so often. */
const WATCH_SECONDS = 600
/** Where it does not work it is tried again, politely: nobody waits for it. */
const REST_MS = 60_000
/** The API ends a watch by itself; one that it forgot is ended from here, so long after. */
const OVERDUE_MS = 30_000
/** A watch that ended sooner, and had nothing to say, was none. */
const TOO_SHORT_MS = 1_000

/** Watches the builders of one cluster until the signal fires. Never rejects. */
export async function watchBuilds({ api, link, seen, gone, all, signal }: WatchBuilds): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const uids = new Set<string>()
      const pages = listPages(api, builds, signal)
      let version = ''
      for (;;) {
        const { done, value } = await pages.next()
        if (done) {
          version = value
          break
        }
        for (const pod of value) {
          uids.add(pod.metadata.uid)
          seen(pod)
        }
      }
      all(uids)
      for (;;) {
        const overdue = AbortSignal.timeout(WATCH_SECONDS * 1000 + OVERDUE_MS)
        const ask = { version, seconds: WATCH_SECONDS, signal: AbortSignal.any([signal, overdue]) }
        const events = await openWatch(api, builds, ask)
        const began = performance.now()
        let heard = false
        for await (const event of events) {
          heard = true
          failures = 0
          if (event.type === 'BOOKMARK') {
            version = event.version
            continue
          }
          version = event.object.metadata.resourceVersion
          seen(event.object)
          if (event.type === 'DELETED') gone(event.object.metadata.uid)
        }
        if (!heard && performance.now() - began < TOO_SHORT_MS) throw unreachable('it ended a watch at once')
        failures = 0
      }
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      const silent = !(error instanceof ApiGone) && wayProblem(error).code !== 'kube_refused'
      await rest(failures > 5 ? REST_MS : retryMs(failures, silent, Math.random), link, signal)
    }
  }
}
