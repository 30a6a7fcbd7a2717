import { gunzipSync, gzipSync } from 'node:zlib'
import type { Machine } from '../machine/machine.ts'

/** One revision of a release, as Helm keeps it: gzipped JSON in a Secret of its namespace. */
export interface Release {
  name: string
  namespace: string
  version: number
  info: { status: Status; first_deployed: string; last_deployed: string; description: string }
  chart: { metadata: { name: string; version: string; appVersion: string } }
  config: Record<string, unknown>
  /** What the chart made of it, as YAML. */
  manifest: string
}

type Status =
  | 'deployed'
  | 'superseded'
  | 'failed'
  | 'pending-install'
  | 'pending-upgrade'
  | 'pending-rollback'
  | 'uninstalling'

/** All revisions of all releases of a namespace (of all, without one), oldest first. */
export function releases({ cluster }: Machine, namespace?: string): Release[] {
  return cluster.store
    .list('Secret', namespace)
    .filter(({ metadata }) => metadata.labels?.owner === 'helm')
    .map(({ data }) => unpack(data?.release ?? ''))
    .sort((a, b) => a.version - b.version)
}

/** The newest revision of each release. */
export function newest(machine: Machine, namespace?: string): Release[] {
  return [
    ...new Map(releases(machine, namespace).map((one) => [`${one.namespace}/${one.name}`, one])).values(),
  ]
}

export function keepRelease({ cluster }: Machine, release: Release): void {
  const { name, namespace, version, info } = release
  cluster.store.put({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.${name}.v${version}`,
      namespace,
      labels: { owner: 'helm', name, status: info.status, version: String(version) },
    },
    data: { release: Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64') },
  })
}

function unpack(data: string): Release {
  const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')
  // Written by keepRelease alone.
  return JSON.parse(gunzipSync(packed).toString('utf8')) as Release
}
