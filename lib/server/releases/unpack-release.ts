import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import * as z from 'zod/mini'
import type { Values } from '../../shared/values.ts'

const unzip = promisify(gunzip)
/** A Secret has 1 MiB at most; charts compress to a tenth. */
const MAX_BYTES = 24 * 1024 * 1024

/** A revision of a release, as Helm keeps it. `values` and `manifest` hold secrets: for comparing, not for showing. */
export interface KeptRelease {
  name: string
  revision: number
  status: string
  /** Milliseconds since the epoch. */
  at: number
  chart: string
  said: string
  /** What was given with -f and --set. */
  values: Values
  /** All objects, as YAML. */
  manifest: string
}

const kept = z.object({
  name: z.string(),
  version: z.int(),
  info: z.object({
    status: z.string(),
    last_deployed: z.optional(z.string()),
    description: z.optional(z.string()),
  }),
  chart: z.object({ metadata: z.object({ name: z.string(), version: z.string() }) }),
  config: z.nullish(z.record(z.string(), z.unknown())),
  manifest: z.optional(z.string()),
})

/**
 * Reads `data.release` of a Secret of Helm: gzipped JSON in base64, which the API has once more in base64
 * (https://github.com/helm/helm/blob/main/pkg/storage/driver/util.go). Null for what is none.
 */
export async function unpackRelease(data: string): Promise<KeptRelease | null> {
  try {
    const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')
    const bytes = await unzip(packed, { maxOutputLength: MAX_BYTES })
    const { name, version, info, chart, config, manifest } = kept.parse(JSON.parse(bytes.toString('utf8')))
    const at = Date.parse(info.last_deployed ?? '')
    return {
      name,
      revision: version,
      status: info.status.slice(0, 40),
      at: Number.isNaN(at) ? 0 : at,
      chart: chart.metadata.version.slice(0, 100),
      said: (info.description ?? '').replaceAll(/\s+/g, ' ').slice(0, 600),
      values: config ?? {},
      manifest: manifest ?? '',
    }
  } catch {
    return null
  }
}
