import * as z from 'zod/mini'
import { objectsPath } from '../../shared/object-ref.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { HubPlace } from './hub-place.ts'

/** The legacy label, which every chart of JupyterHub gives its Service; newer ones have others too. */
const SELECTOR = 'component=hub'
const API_PORT = 8081

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

/** Every hub of a cluster, by its Service. Throws what `Cluster.get` throws. */
export async function findHubs(cluster: Pick<Cluster, 'get'>, signal: AbortSignal): Promise<HubPlace[]> {
  const query = new URLSearchParams({ labelSelector: SELECTOR })
  const { items } = await askJson(cluster, `${objectsPath('Service', null)}?${query}`, services, { signal })
  return items.flatMap(({ metadata: { name, namespace, annotations }, spec: { clusterIP, ports = [] } }) => {
    const port = ports.find((one) => one.port === API_PORT)?.port ?? ports[0]?.port
    if (!clusterIP || clusterIP === 'None' || port === undefined) return []
    return [{ namespace, host: clusterIP, port, base: baseIn(annotations), secret: name }]
  })
}

/** `hub.baseUrl` of the release stands in what the chart tells Prometheus: "/jupyter/hub/metrics". */
function baseIn(annotations: Record<string, string> = {}): string {
  return /^((?:\/[\w.~-]+)*)\/hub\/metrics$/.exec(annotations['prometheus.io/path'] ?? '')?.[1] ?? ''
}
