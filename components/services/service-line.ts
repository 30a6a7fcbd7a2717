import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { ServiceRow } from '../../lib/shared/service-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** A service, and the pods that stand behind it. */
export interface ServiceLine extends ServiceRow {
  /** Pods with its labels, and how many of them are ready; null while the pods are not known, or it chooses none. */
  behind: { ready: number; all: number } | null
}

/** Services with what stands behind each. `pods`: null while they are not known. */
export function serviceLines(
  services: readonly ServiceRow[],
  pods: readonly PodRow[] | null,
): readonly ServiceLine[] {
  const byNamespace = Map.groupBy(pods ?? [], ({ namespace }) => namespace)
  return services.map((service) => {
    const wanted = Object.entries(service.selector)
    if (pods === null || wanted.length === 0) return { ...service, behind: null }
    const own = (byNamespace.get(service.namespace) ?? []).filter(({ labels }) =>
      wanted.every(([key, value]) => labels[key] === value),
    )
    const ready = own.filter(({ ready: { is, of }, deletingAt }) => is >= of && deletingAt === null).length
    return { ...service, behind: { ready, all: own.length } }
  })
}

/** How a service is, as far as can be told without asking it: whether it has an address, and anybody behind it. */
export function standingOfService({ isPending, behind, type }: ServiceLine): Standing {
  if (isPending)
    return standing('wait', 'No address yet', 'No address pool has one to give, or none was asked: <pending>')
  if (behind === null) return standing('skip', type === 'ExternalName' ? 'Elsewhere' : 'Not told')
  if (behind.ready > 0) return standing('ok', `${behind.ready} behind it`)
  return behind.all === 0
    ? standing('warn', 'Nobody behind it', 'No pod has the labels that it looks for')
    : standing('fail', 'Nobody ready', `${behind.all} pods have its labels, and none is ready`)
}

/** "80 to 8585", "443", "80 to 8000 (node 30080)" as one line. */
export function portsText({ ports }: Pick<ServiceRow, 'ports'>): string {
  return ports
    .map(({ port, target, nodePort, protocol }) => {
      const to = target === String(port) ? '' : ` to ${target}`
      const outside = nodePort === 0 ? '' : ` (node ${nodePort})`
      return `${port}${to}${outside}${protocol === 'TCP' ? '' : ` ${protocol}`}`
    })
    .join(', ')
}

const WEB = /^(https?|web|http-.*|https-.*)$/

/** Where a browser would find it, if it can reach its address; null for what is no web page as far as one can see. */
export function addressToOpen({ external, ports }: Pick<ServiceRow, 'external' | 'ports'>): string | null {
  const [host] = external
  const web = ports.find(
    ({ name, port, protocol }) => protocol === 'TCP' && (port === 80 || port === 443 || WEB.test(name)),
  )
  // An address that a server made up must be no other kind of link.
  if (host === undefined || web === undefined || !/^[A-Za-z0-9.:-]+$/.test(host)) return null
  const scheme = web.port === 443 || web.name.startsWith('https') ? 'https' : 'http'
  const usual = (scheme === 'https' && web.port === 443) || (scheme === 'http' && web.port === 80)
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}${usual ? '' : `:${web.port}`}`
}
