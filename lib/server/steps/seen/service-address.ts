import type { ClusterSeen } from './cluster.ts'

/** The external address of a service; null where it has none, or is not there. */
export function serviceAddress(seen: ClusterSeen, namespace: string, name: string): string | null {
  const service = (seen.objects ?? []).find(
    ({ kind, metadata }) => kind === 'Service' && metadata.namespace === namespace && metadata.name === name,
  )
  const { ingress } = (service?.status?.loadBalancer ?? {}) as { ingress?: { ip?: string }[] }
  return ingress?.[0]?.ip ?? null
}
