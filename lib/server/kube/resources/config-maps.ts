import type { ConfigMapRow, KeySize } from '../../../shared/config-rows.ts'
import { type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface ConfigMapObject {
  metadata: Metadata
  data?: Record<string, string>
  /** Base64. */
  binaryData?: Record<string, string>
}

/** Keys that are named; the rest is counted. */
const NAMED = 50

/** Values are measured here, and not kept: what one says is asked for when an administrator wants to read it. */
export const configMaps: Resource<ConfigMapRow> = {
  path: '/api/v1/configmaps',
  project(object: KubeObject & ConfigMapObject): ConfigMapRow {
    return {
      ...rowOf(object),
      ...sizesOf([...measured(object.data, 'utf8'), ...measured(object.binaryData, 'base64')]),
    }
  },
}

/** Names and lengths of values, without the values. */
export function measured(values: Record<string, string> = {}, encoding: 'utf8' | 'base64'): KeySize[] {
  return Object.entries(values).map(([name, value]) => ({ name, bytes: Buffer.byteLength(value, encoding) }))
}

/** What a row tells of its values. */
export function sizesOf(sizes: readonly KeySize[]): Pick<ConfigMapRow, 'keys' | 'keyCount' | 'bytes'> {
  return {
    keys: sizes.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, NAMED),
    keyCount: sizes.length,
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
