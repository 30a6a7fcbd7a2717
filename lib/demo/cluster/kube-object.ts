/** An object of the practice cluster: what its parts read of it, and whatever else was written into it. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: Metadata
  spec?: Spec
  status?: Status
  data?: Record<string, string>
  [other: string]: unknown
}

export interface Metadata {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[]
  finalizers?: string[]
}

export interface Spec {
  replicas?: number
  selector?: { matchLabels?: Record<string, string> } & Record<string, unknown>
  template?: { metadata?: Partial<Metadata>; spec: PodSpec }
  strategy?: { type?: string }
  type?: string
  clusterIP?: string
  loadBalancerIP?: string
  ports?: {
    name?: string
    port: number
    targetPort?: number | string
    nodePort?: number
    protocol?: string
  }[]
  addresses?: string[]
  storageClassName?: string
  volumeName?: string
  accessModes?: string[]
  resources?: { requests?: { storage?: string } }
  unschedulable?: boolean
  [other: string]: unknown
}

export interface PodSpec extends Spec {
  containers?: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  nodeName?: string
  restartPolicy?: string
}

export interface Container {
  name: string
  image: string
  env?: { name: string; value?: string }[]
  [other: string]: unknown
}

export interface Volume {
  name: string
  hostPath?: { path: string; type?: string }
  persistentVolumeClaim?: { claimName: string }
  secret?: { secretName: string }
  [other: string]: unknown
}

export interface Status {
  phase?: string
  conditions?: Condition[]
  containerStatuses?: ContainerStatus[]
  replicas?: number
  readyReplicas?: number
  loadBalancer?: { ingress?: { ip: string }[] }
  [other: string]: unknown
}

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: string
}

export interface ContainerStatus {
  name: string
  image: string
  imageID: string
  containerID?: string
  ready: boolean
  started: boolean
  restartCount: number
  state: Record<string, Record<string, unknown>>
  lastState: Record<string, Record<string, unknown>>
}

export function isReadyPod({ metadata, status }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true
  )
}
