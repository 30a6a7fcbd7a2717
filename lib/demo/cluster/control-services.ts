import type { Cluster } from './cluster.ts'
import { isReadyPod, type KubeObject } from './kube-object.ts'

/** Gives services their addresses: in the cluster at once, outside of it once MetalLB has some to give. */
export function controlServices(cluster: Cluster): void {
  const { store } = cluster
  store.onChange(({ type, kind, object }) => {
    if (type === 'DELETED') return
    if (kind.kind === 'Service') cluster.later(100, () => give(cluster, object))
    if (
      kind.kind === 'IPAddressPool' ||
      (kind.kind === 'Pod' && object.metadata.namespace === 'metallb-system')
    )
      for (const service of store.list('Service')) cluster.later(200, () => give(cluster, service))
  })
}

function give(cluster: Cluster, given: KubeObject): void {
  const { store } = cluster
  let service = store.get('Service', given.metadata.name, given.metadata.namespace)
  if (!service?.spec) return
  if (service.spec.clusterIP === undefined)
    service = store.put({ ...service, spec: { ...service.spec, clusterIP: nextClusterIp(cluster) } })
  if (service.spec?.type !== 'LoadBalancer') return
  const speaker = store.list('Pod', 'metallb-system').some(isReadyPod)
  if (!speaker) return
  const address = service.status?.loadBalancer?.ingress?.[0]?.ip
  const pool = store.list('IPAddressPool').flatMap(({ spec }) => (spec?.addresses ?? []).flatMap(addressesOf))
  const taken = store
    .list('Service')
    .filter(({ metadata }) => metadata.uid !== service?.metadata.uid)
    .map(({ status }) => status?.loadBalancer?.ingress?.[0]?.ip)
  const wish =
    service.spec.loadBalancerIP ??
    service.metadata.annotations?.['metallb.universe.tf/loadBalancerIPs'] ??
    service.metadata.annotations?.['metallb.io/loadBalancerIPs']
  if (address !== undefined && pool.includes(address) && (wish === undefined || wish === address)) return
  const free =
    wish === undefined
      ? pool.find((one) => !taken.includes(one))
      : pool.includes(wish) && !taken.includes(wish)
        ? wish
        : undefined
  if (free === undefined) {
    if (pool.length > 0 || wish !== undefined)
      cluster.event(
        service,
        'Warning',
        'AllocationFailed',
        `Failed to allocate IP for "${service.metadata.namespace}/${service.metadata.name}": ${wish === undefined ? 'no available IPs' : `"${wish}" is not allowed in config`}`,
        'metallb-controller',
      )
    if (address !== undefined) store.put({ ...service, status: { loadBalancer: {} } })
    return
  }
  store.put({ ...service, status: { loadBalancer: { ingress: [{ ip: free }] } } })
  cluster.event(service, 'Normal', 'IPAllocated', `Assigned IP ["${free}"]`, 'metallb-controller')
}

function nextClusterIp(cluster: Cluster): string {
  const taken = cluster.store.list('Service').map(({ spec }) => spec?.clusterIP)
  for (let last = 20; ; last++) {
    const address = `10.152.183.${last}`
    if (!taken.includes(address)) return address
  }
}

/** All addresses of "10.0.0.1-10.0.0.9" or "10.0.0.0/29"; at most 1,024. */
function addressesOf(range: string): string[] {
  const [first = '', second = ''] = range.split('-').map((part) => part.trim())
  const [base = '', bits] = first.split('/')
  const from = numberOf(base)
  const to = bits === undefined ? numberOf(second || first) : from + 2 ** (32 - Number(bits)) - 1
  return Array.from({ length: Math.max(0, Math.min(1_024, to - from + 1)) }, (_, index) =>
    textOf(from + index),
  )
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address / 2 ** shift) & 255).join('.')
}
