import { gunzipSync } from 'node:zlib'
import { formatPool, parsePoolText } from '../../../shared/ipv4.ts'
import { isClusterObject } from '../../steps/seen/cluster.ts'
import { type StorageClassSeen, storageClasses } from '../../steps/seen/storage-classes.ts'
import type { Observation } from '../../steps/step.ts'

/** A release of Helm, with the values that were given to it. They hold secrets: nothing of them is shown as it is. */
export interface HelmRelease {
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
  storageClasses: StorageClassSeen[]
  /** First address of each Service of type LoadBalancer. */
  addresses: { namespace: string; name: string; address: string }[]
  metricsServer: boolean
}

/** Of all secrets together: a release of BinderHub has some 200 kB, most have less. */
const UNPACKED_BYTES = 8 * 1024 * 1024
const MAX_SECRETS = 50

export interface ReleasesSeen {
  releases: HelmRelease[]
  /** There was more than is read. */
  cut: boolean
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
      storageClasses: storageClasses(items.filter(isClusterObject)),
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
 * take one each. Only the plan asks so, once: the steps know the name, and a look every second is not to carry whole
 * charts (steps/seen/release.ts). Superseded revisions are left out; of the rest, the newest counts.
 */
export const releasesSeen: Observation<ReleasesSeen> = {
  id: 'plan-releases',
  ask: () => get(`secrets -A -l 'owner=helm,status!=superseded'`),
  parse({ text, code }) {
    const items = (code === 0 ? itemsOf(text) : null) ?? []
    const secrets = items
      .map((item) => ({ item, revision: Number(at(item, 'metadata', 'labels', 'version')) }))
      .filter(({ revision }) => !Number.isNaN(revision))
      .sort((a, b) => b.revision - a.revision)
    const newest = new Map<string, HelmRelease>()
    let left = UNPACKED_BYTES
    let cut = secrets.length > MAX_SECRETS
    for (const { item } of secrets.slice(0, MAX_SECRETS)) {
      const unpacked = unpack(word(at(item, 'data', 'release')), left)
      if (unpacked === null) {
        cut = true
        // What is too large for all is not unpacked again and again.
        break
      }
      left -= unpacked.length
      const release = readRelease(unpacked.toString('utf8'))
      const key = release && `${release.namespace}/${release.name}`
      if (release && key && !newest.has(key)) newest.set(key, release)
    }
    return { releases: [...newest.values()], cut }
  },
}

/** Base64 by Kubernetes of base64 by Helm of gzip. Empty for what is not that, null for what is larger. */
function unpack(data: string, maxBytes: number): Buffer | null {
  if (maxBytes <= 0) return null
  try {
    const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')
    return gunzipSync(packed, { maxOutputLength: maxBytes })
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isLarge ? null : Buffer.alloc(0)
  }
}

function readRelease(text: string): HelmRelease | null {
  try {
    const release: unknown = JSON.parse(text)
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
