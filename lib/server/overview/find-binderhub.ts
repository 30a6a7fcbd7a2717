import * as z from 'zod/mini'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

/** A service inside the cluster, as it is reached from its server. */
export interface ServicePlace {
  host: string
  port: number
}

/** Where the parts of a BinderHub answer. Null for a part that has no service. */
export interface BinderHubPlace {
  namespace: string
  binder: ServicePlace | null
  proxy: ServicePlace | null
  hub: ServicePlace | null
  /** What stands before /hub in every path of the hub: "" or "/jupyter". */
  hubBase: string
}

const services = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        annotations: z.optional(z.record(z.string(), z.string())),
      }),
      spec: z.object({
        clusterIP: z.optional(z.string()),
        ports: z.optional(z.array(z.object({ port: z.int() }))),
      }),
    }),
  ),
})
type Service = z.infer<typeof services>['items'][number]

/**
 * The BinderHub of a cluster, by the service `binder`, which its chart names so whatever the release is called (domain notes
 * 2.1). Where there are several, the one in `namespace`. Null where there is none. Throws what `Cluster.get` throws.
 */
export async function findBinderHub(
  cluster: Pick<Cluster, 'get'>,
  namespace: string | null,
  signal: AbortSignal,
): Promise<BinderHubPlace | null> {
  const { items } = await askJson(cluster, '/api/v1/services?limit=500', services, { signal })
  const homes = items.filter(({ metadata }) => metadata.name === 'binder')
  const home = homes.find(({ metadata }) => metadata.namespace === namespace) ?? homes[0]
  if (!home) return null
  const named = (name: string): Service | undefined =>
    items.find(({ metadata }) => metadata.namespace === home.metadata.namespace && metadata.name === name)
  const hub = named('hub')
  return {
    namespace: home.metadata.namespace,
    binder: placeOf(home),
    proxy: placeOf(named('proxy-public')),
    hub: placeOf(hub),
    hubBase: baseIn(hub?.metadata.annotations?.['prometheus.io/path']),
  }
}

function placeOf(service: Service | undefined): ServicePlace | null {
  const { clusterIP, ports = [] } = service?.spec ?? {}
  const port = (ports.find((one) => one.port === 80) ?? ports[0])?.port
  return clusterIP && clusterIP !== 'None' && port !== undefined ? { host: clusterIP, port } : null
}

/** `hub.baseUrl` of the release stands in what the chart tells Prometheus: "/jupyter/hub/metrics". */
function baseIn(path: string | undefined): string {
  return /^((?:\/[\w.~-]+)*)\/hub\/metrics$/.exec(path ?? '')?.[1] ?? ''
}
