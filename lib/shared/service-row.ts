import type { ObjectRow } from './object-row.ts'

/** A service as `kubectl get services -o wide` lists it. */
export interface ServiceRow extends ObjectRow {
  /** "ClusterIP", "NodePort", "LoadBalancer", "ExternalName". */
  type: string
  /** "None" for a headless one. */
  clusterIp: string
  /** Where it is reached from outside: addresses of a load balancer, names, addresses given by hand. */
  external: readonly string[]
  /** It asked for an address from outside, and has none yet. */
  isPending: boolean
  ports: readonly ServicePort[]
  /** Labels of the pods behind it; empty where it has none of its own. */
  selector: Readonly<Record<string, string>>
}

export interface ServicePort {
  name: string
  port: number
  /** A number or the name of a container's port. */
  target: string
  /** 0 for none. */
  nodePort: number
  protocol: string
}
