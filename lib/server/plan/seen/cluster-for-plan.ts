import { gunzipSync } from 'node:zlib'
import { formatPool, parsePoolText } from '../../../shared/ipv4.ts'
import type { Observation } from '../../steps/step.ts'

/** A release of Helm, with the values that were given to it. They hold secrets: nothing of them is shown as it is. */
export interface ReleaseSeen {
  name: string
  namespace: string
  chart: string
  chartVersion: string
  status: string
  values: unknown
}

export interface ClusterObjects {
  kubernetes: string | null
  namespaces: string[]
  storageClasses: { name: string; provisioner: string; isDefault: boolean; path: string | null }[]
  /** First address of each Service of type LoadBalancer. */
  addresses: { namespace: string; name: string; address: string }[]
  metricsServer: boolean
}

const get = (what: string): string => `/snap/bin/microk8s kubectl --request-timeout=5s get ${what} -o json`

/** What there is already, where a cluster answers; null where none does. */
export const objectsSeen: Observation<ClusterObjects | null> = {
  id: 'plan-objects',
  ask: () => get('nodes,namespaces,storageclasses,services,deployments -A'),
  parse({ text, code }) {
    const items = code === 0 ? itemsOf(text) : null
    if (items === null) return null
    const of = (kind: string): unknown[] => items.filter((item) => at(item, 'kind') === kind)
    const name = (item: unknown): string => word(at(item, 'metadata', 'name'))
    const version = word(at(of('Node')[0], 'status', 'nodeInfo', 'kubeletVersion'))
    return {
      kubernetes: /^v(\d+\.\d+)\./.exec(version)?.[1] ?? null,
      namespaces: of('Namespace').map(name),
      storageClasses: of('StorageClass').map((item) => ({
        name: name(item),
        provisioner: word(at(item, 'provisioner')),
        isDefault:
          at(item, 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class') === 'true',
        path: storagePath(item),
      })),
      addresses: of('Service').flatMap((item) => {
        const ingress = at(item, 'status', 'loadBalancer', 'ingress')
        const address = word(at(Array.isArray(ingress) ? ingress[0] : null, 'ip'))
        return address
          ? [{ namespace: word(at(item, 'metadata', 'namespace')), name: name(item), address }]
          : []
      }),
      metricsServer: of('Deployment').some((item) => name(item) === 'metrics-server'),
    }
  },
}

/** The first range of MetalLB's pool, the add-on's own before any other. Null without one. */
export const poolSeen: Observation<{ first: string; last: string } | null> = {
  id: 'plan-pool',
  ask: () => get('ipaddresspools.metallb.io -A'),
  parse({ text, code }) {
    const items = (code === 0 ? itemsOf(text) : null) ?? []
    const pool = items.find((item) => at(item, 'metadata', 'name') === 'default-addresspool') ?? items[0]
    const addresses = at(pool, 'spec', 'addresses')
    const range = parsePoolText(word(Array.isArray(addresses) ? addresses[0] : null))
    return range && parsePoolText(formatPool(range))
  },
}

/**
 * Helm's releases as it keeps them itself: one call tells name, chart, state and values, where Helm's own commands
 * take one each. Superseded revisions are left out; of the rest, the newest counts.
 */
export const releasesSeen: Observation<ReleaseSeen[]> = {
  id: 'plan-releases',
  ask: () => get(`secrets -A -l 'owner=helm,status!=superseded'`),
  parse({ text, code }) {
    const items = (code === 0 ? itemsOf(text) : null) ?? []
    const newest = new Map<string, { revision: number; release: ReleaseSeen }>()
    for (const item of items) {
      const release = readRelease(word(at(item, 'data', 'release')))
      const revision = Number(at(item, 'metadata', 'labels', 'version'))
      if (release === null || Number.isNaN(revision)) continue
      const key = `${release.namespace}/${release.name}`
      if ((newest.get(key)?.revision ?? -1) < revision) newest.set(key, { revision, release })
    }
    return [...newest.values()].map(({ release }) => release)
  },
}

/** Base64 by Kubernetes of base64 by Helm of gzip of JSON. */
function readRelease(data: string): ReleaseSeen | null {
  try {
    const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')
    const release: unknown = JSON.parse(gunzipSync(packed, { maxOutputLength: 64 * 1024 * 1024 }).toString())
    const name = word(at(release, 'name'))
    if (!name) return null
    return {
      name,
      namespace: word(at(release, 'namespace')),
      chart: word(at(release, 'chart', 'metadata', 'name')),
      chartVersion: word(at(release, 'chart', 'metadata', 'version')),
      status: word(at(release, 'info', 'status')),
      values: at(release, 'config'),
    }
  } catch {
    return null
  }
}

/** Where a class keeps its volumes: of hostpath-storage, or of OpenEBS, whose answer is YAML in an annotation. */
function storagePath(item: unknown): string | null {
  const openebs = word(at(item, 'metadata', 'annotations', 'cas.openebs.io/config'))
  const base = /name:\s*BasePath\s+value:\s*"?([^"\n]+)/.exec(openebs)?.[1]
  return word(at(item, 'parameters', 'pvDir')) || base?.trim().replace(/(?<=.)\/$/, '') || null
}

function itemsOf(text: string): unknown[] | null {
  try {
    const items = at(JSON.parse(text), 'items')
    return Array.isArray(items) ? items : null
  } catch {
    return null
  }
}

/** What lies at a path inside of something that a server wrote. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  )
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
