import type { ServiceRow } from '../../../shared/service-row.ts'
import { type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface ServiceObject {
  metadata: Metadata
  spec?: {
    type?: string
    clusterIP?: string
    externalIPs?: string[]
    externalName?: string
    selector?: Record<string, string>
    ports?: {
      name?: string
      port: number
      targetPort?: number | string
      nodePort?: number
      protocol?: string
    }[]
  }
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } }
}

export const services: Resource<ServiceRow> = {
  path: '/api/v1/services',
  project(object: KubeObject & ServiceObject): ServiceRow {
    const { spec = {}, status } = object
    const type = spec.type ?? 'ClusterIP'
    const given = status?.loadBalancer?.ingress?.flatMap(({ ip, hostname }) => ip ?? hostname ?? []) ?? []
    return {
      ...rowOf(object),
      type,
      clusterIp: spec.clusterIP ?? '',
      external: [
        ...given,
        ...(spec.externalIPs ?? []),
        ...(type === 'ExternalName' && spec.externalName ? [spec.externalName] : []),
      ],
      isPending: type === 'LoadBalancer' && given.length === 0,
      ports: (spec.ports ?? []).map(({ name = '', port, targetPort, nodePort = 0, protocol = 'TCP' }) => ({
        name,
        port,
        target: String(targetPort ?? port),
        nodePort,
        protocol,
      })),
      selector: spec.selector ?? {},
    }
  },
}
