import * as z from 'zod/mini'
import type { LogPlace } from '../../../shared/log-api.ts'
import { objectPath } from '../../../shared/object-ref.ts'

/** What is asked for of a log, in the API's own words. */
export interface LogAsk {
  follow?: boolean
  previous?: boolean
  /** Lines before the end to begin with. */
  tailLines?: number
  /** RFC 3339; the API knows whole seconds only. */
  sinceTime?: string
  /** Not with `timestamps=true`, which all of Bindery's own readers need. */
  plain?: boolean
}

/** The path of a container's log in the API. */
export function logPath({ namespace, pod, container }: Omit<LogPlace, 'uid'>, ask: LogAsk): string {
  const query = new URLSearchParams({ container })
  if (!ask.plain) query.set('timestamps', 'true')
  if (ask.follow) query.set('follow', 'true')
  if (ask.previous) query.set('previous', 'true')
  if (ask.tailLines !== undefined) query.set('tailLines', String(ask.tailLines))
  if (ask.sinceTime !== undefined) query.set('sinceTime', ask.sinceTime)
  return `${objectPath({ kind: 'Pod', namespace, name: pod })}/log?${query}`
}

const ended = z.object({
  exitCode: z.optional(z.int()),
  reason: z.optional(z.string()),
  containerID: z.optional(z.string()),
})
const status = z.object({
  name: z.string(),
  containerID: z.optional(z.string()),
  state: z.optional(
    z.object({
      running: z.optional(z.looseObject({})),
      terminated: z.optional(ended),
      waiting: z.optional(z.looseObject({ reason: z.optional(z.string()) })),
    }),
  ),
  lastState: z.optional(z.object({ terminated: z.optional(ended) })),
})

/** What of a pod decides where its logs are. */
export const podForLogs = z.object({
  metadata: z.object({
    uid: z.string(),
    labels: z.optional(z.record(z.string(), z.string())),
  }),
  status: z.optional(
    z.object({
      phase: z.optional(z.string()),
      containerStatuses: z.optional(z.array(status)),
      initContainerStatuses: z.optional(z.array(status)),
    }),
  ),
})

/** How one container stands: which run of it has the log that the API gives now, and how the run before ended. */
export interface ContainerRun {
  /** The runtime's id of the run; null while it never started. */
  id: string | null
  /** This run is over; another may follow. */
  over: boolean
  /** How this run ended, or, while it goes, the one before it. */
  lastEnd: z.infer<typeof ended> | null
}

/** Reads a container's run out of its pod. */
export function runOf({ status }: z.infer<typeof podForLogs>, container: string): ContainerRun {
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  const found = all.find(({ name }) => name === container)
  const last = found?.lastState?.terminated ?? null
  const now = found?.state ?? {}
  if (now.terminated)
    return {
      id: now.terminated.containerID ?? found?.containerID ?? null,
      over: true,
      lastEnd: now.terminated,
    }
  // While it waits to be started again, the API still gives the log of the run before.
  if (!now.running) return { id: last?.containerID ?? null, over: last !== null, lastEnd: last }
  return { id: found?.containerID ?? null, over: false, lastEnd: last }
}
