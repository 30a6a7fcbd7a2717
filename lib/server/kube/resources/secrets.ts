import type { SecretRow } from '../../../shared/config-rows.ts'
import { measured, sizesOf } from './config-maps.ts'
import { type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface SecretObject {
  metadata: Metadata
  type?: string
  /** Base64. */
  data?: Record<string, string>
}

/**
 * Names, kinds and lengths. The API cannot be asked for lengths alone, so that values pass through here: they are
 * measured and let go, and stand in no row, log or message.
 */
export const secrets: Resource<SecretRow> = {
  path: '/api/v1/secrets',
  project(object: KubeObject & SecretObject): SecretRow {
    return {
      ...rowOf(object),
      type: object.type ?? 'Opaque',
      ...sizesOf(measured(object.data, 'base64')),
    }
  },
}
