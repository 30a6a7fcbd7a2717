import type { Cordoned, NodeAmounts, NodeRow } from '../../../shared/node-row.ts'
import { readQuantity } from '../../../shared/quantity.ts'
import { cut, type Metadata, moment, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface NodeObject {
  metadata: Metadata & {
    managedFields?: { manager?: string; time?: string; fieldsV1?: { 'f:spec'?: Record<string, unknown> } }[]
  }
  spec?: { unschedulable?: boolean; taints?: { key: string; value?: string; effect: string }[] }
  status?: {
    allocatable?: Record<string, string>
    capacity?: Record<string, string>
    addresses?: { type: string; address: string }[]
    conditions?: {
      type: string
      status: string
      reason?: string
      message?: string
      lastTransitionTime?: string
    }[]
    nodeInfo?: {
      kubeletVersion?: string
      osImage?: string
      kernelVersion?: string
      containerRuntimeVersion?: string
    }
  }
}

/** BinderHub's image cleaner says so when it keeps pods away while it makes room (domain notes 4). */
const CLEANER = 'hub.jupyter.org/image-cleaner-cordoned'
const ROLE = 'node-role.kubernetes.io/'

export const nodes: Resource<NodeRow> = {
  path: '/api/v1/nodes',
  project(object: KubeObject & NodeObject): NodeRow {
    const { spec = {}, status = {} } = object
    const { nodeInfo = {}, conditions = [] } = status
    const address = (wanted: string): string =>
      status.addresses?.find(({ type }) => type === wanted)?.address ?? ''
    return {
      ...rowOf(object),
      isReady: conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
      roles: rolesOf(object.metadata.labels ?? {}),
      version: nodeInfo.kubeletVersion ?? '',
      internalIp: address('InternalIP'),
      externalIp: address('ExternalIP'),
      osImage: nodeInfo.osImage ?? '',
      kernel: nodeInfo.kernelVersion ?? '',
      runtime: nodeInfo.containerRuntimeVersion ?? '',
      allocatable: amounts(status.allocatable),
      capacity: amounts(status.capacity),
      conditions: conditions.map(({ type, status: is, reason = '', message, lastTransitionTime }) => ({
        type,
        status: is,
        reason,
        message: cut(message),
        since: moment(lastTransitionTime),
      })),
      cordoned: spec.unschedulable === true ? cordonedBy(object) : null,
      taints: (spec.taints ?? []).map(
        ({ key, value, effect }) => `${key}${value === undefined ? '' : `=${value}`}:${effect}`,
      ),
    }
  },
}

function rolesOf(labels: Readonly<Record<string, string>>): string[] {
  const named = Object.keys(labels).flatMap((key) => (key.startsWith(ROLE) ? key.slice(ROLE.length) : []))
  const told = labels['kubernetes.io/role']
  return [...new Set([...named, ...(told ? [told] : [])])].filter(Boolean).sort()
}

/** The API keeps for each field which program set it last. */
function cordonedBy({ metadata }: NodeObject): Cordoned {
  if (metadata.annotations?.[CLEANER] !== undefined) return { by: 'image-cleaner', at: null }
  const set = metadata.managedFields
    ?.filter(({ fieldsV1 }) => Object.hasOwn(fieldsV1?.['f:spec'] ?? {}, 'f:unschedulable'))
    .toSorted((a, b) => moment(b.time) - moment(a.time))[0]
  return { by: cut(set?.manager, 60), at: moment(set?.time) || null }
}

function amounts(of: Record<string, string> = {}): NodeAmounts {
  const read = (name: string): number => readQuantity(of[name]) ?? 0
  return {
    cpuMilli: Math.round(read('cpu') * 1000),
    memoryBytes: read('memory'),
    pods: read('pods'),
    storageBytes: read('ephemeral-storage'),
  }
}
