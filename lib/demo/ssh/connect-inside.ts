import type { Duplex } from 'node:stream'
import { serveApi } from '../cluster/api-server.ts'
import { serveWeb } from '../cluster/serve-web.ts'
import type { Machine } from '../machine/machine.ts'

/**
 * Where a forwarded connection leads: to the API, or to a service of the practice cluster. Both are played in this
 * process; null, a refusal, for every other place, whatever listens there on the real machine.
 */
export function connectInside(
  machine: Machine,
  host: string,
  port: number,
): ((stream: Duplex) => void) | null {
  const here = ['127.0.0.1', 'localhost', '::1'].includes(host)
  if (here && port === 16443)
    return machine.cluster.running ? (stream) => serveApi(machine.cluster, stream) : null
  const service = machine.cluster.store
    .list('Service')
    .find(
      ({ spec, status }) =>
        (spec?.clusterIP === host || status?.loadBalancer?.ingress?.some(({ ip }) => ip === host)) &&
        spec?.ports?.some((one) => one.port === port),
    )
  return service ? (stream) => serveWeb(machine.cluster, service, stream) : null
}
