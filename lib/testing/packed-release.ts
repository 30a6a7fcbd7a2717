import { gzipSync } from 'node:zlib'

/** `data.release` of a Secret of Helm, as the API gives it: fields over those of a release of BinderHub. */
export function packedRelease(fields: {
  version?: number
  info?: object
  config?: object | null
  manifest?: string
}): string {
  const release = {
    name: 'binder',
    namespace: 'binder',
    version: 1,
    chart: { metadata: { name: 'binderhub', version: '1.0.0-0.dev.git.3941.h9056a226' } },
    config: {},
    manifest: '',
    ...fields,
    info: {
      status: 'deployed',
      last_deployed: '2026-11-17T18:22:00Z',
      description: 'Upgrade complete',
      ...fields.info,
    },
  }
  return Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64')
}
