import * as z from 'zod/mini'
import type { ServerLink } from '../ssh/link-types.ts'
import { askHttp, type HttpSeen } from './ask-http.ts'
import type { BinderHubPlace, ServicePlace } from './find-binderhub.ts'

/** BinderHub asks the registry and the hub before it answers, which takes seconds where one of them is slow. */
const BINDER_MS = 12_000
/** No shorter than a link may be silent without being in doubt (HealthKeeper): else its loss would look like an outage. */
const OTHER_MS = 9_000
const AGAIN_MS = 1_000

/** What the parts of a BinderHub answered; null for a part that there is no way to ask. */
export interface BinderHubAnswers {
  binder: HttpSeen | null
  /** BinderHub's own checks; null where it gave none. */
  own: BinderOwnChecks | null
  proxy: HttpSeen | null
  hub: HttpSeen | null
  /** BinderHub's own version, where it told it. */
  version: string | null
}

export interface BinderOwnChecks {
  registry: boolean | null
  hub: boolean | null
  people: number | null
  builds: number | null
  quota: number | null
}

const count = z.optional(z.nullable(z.int()))
const health = z.object({
  checks: z.array(
    z.object({
      service: z.string(),
      ok: z.optional(z.nullable(z.boolean())),
      user_pods: count,
      build_pods: count,
      quota: count,
    }),
  ),
})

/** Asks all parts at once, where their services are. What does not answer is asked once more. Throws only when cancelled. */
export async function askBinderHub(
  link: Pick<ServerLink, 'forward'>,
  { binder, proxy, hub, hubBase }: BinderHubPlace,
  signal: AbortSignal,
): Promise<BinderHubAnswers> {
  const ask = async (
    place: ServicePlace | null,
    path: string,
    deadlineMs: number,
  ): Promise<HttpSeen | null> => {
    if (place === null) return null
    const first = await askHttp(link, { ...place, path, deadlineMs, signal })
    if (first.status !== null || first.tookMs > AGAIN_MS) return first
    // One lost connection is no outage.
    return await askHttp(link, { ...place, path, deadlineMs, signal })
  }
  const [versions, binderSeen, proxySeen, hubSeen] = await Promise.all([
    ask(binder, '/versions', OTHER_MS),
    ask(binder, '/health', BINDER_MS),
    ask(proxy, '/_chp_healthz', OTHER_MS),
    ask(hub, `${hubBase}/hub/api/health`, OTHER_MS),
  ])
  return {
    binder: binderSeen,
    own: binderSeen === null || binderSeen.status === null ? null : ownChecks(binderSeen.body),
    proxy: proxySeen,
    hub: hubSeen,
    version: versions === null || versions.status !== 200 ? null : versionIn(versions.body),
  }
}

const versions = z.object({ binderhub: z.string().check(z.maxLength(100)) })

function versionIn(body: string): string | null {
  const parsed = versions.safeParse(parsedJson(body))
  return parsed.success ? parsed.data.binderhub : null
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function ownChecks(body: string): BinderOwnChecks | null {
  const parsed = health.safeParse(parsedJson(body))
  if (!parsed.success) return null
  const named = (service: string) => parsed.data.checks.find((one) => one.service === service)
  const pods = named('Pod quota')
  return {
    registry: named('Docker registry')?.ok ?? null,
    hub: named('JupyterHub API')?.ok ?? null,
    people: pods?.user_pods ?? null,
    builds: pods?.build_pods ?? null,
    quota: pods?.quota ?? null,
  }
}
