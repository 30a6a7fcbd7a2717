import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { isValues, type Values } from '../../shared/values.ts'
import { masked } from './hidden.ts'
import type { RenderedObject } from './read-manifest.ts'

/** Differ with every version of a chart or every rendering of it, and say nothing that is not said elsewhere. */
const NOISE = /^(checksum\/|helm\.sh\/chart$|chart$|heritage$|app\.kubernetes\.io\/version$)/
/** What the chart of JupyterHub makes up where nobody gives it: another one with each rendering that is not an upgrade. */
const GENERATED = /^hub\.(config|services)\.|^(cookie_secret|auth_token|apiToken)$/

/**
 * An object as a person compares it: as YAML, without checksums and chart labels. Of secrets stands a mark that is the same
 * where the secret is the same, and that nobody can go back from: it is salted with `salt`, which nobody else knows.
 */
export function readableObject({ kind, fields }: RenderedObject, salt: string): string {
  const clean = kind === 'Secret' ? { ...fields, ...hiddenData(fields, salt) } : fields
  return stringify(
    masked(withoutNoise(clean), [], (secret) => markOf(secret, salt)),
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

function hiddenData(fields: Values, salt: string): Values {
  const hide = (data: unknown): Values | undefined =>
    isValues(data)
      ? Object.fromEntries(
          Object.entries(data)
            .filter(([key]) => !GENERATED.test(key))
            .map(([key, value]) => [key, markOf(value, salt)]),
        )
      : undefined
  const [data, stringData] = [hide(fields.data), hide(fields.stringData)]
  return { ...(data && { data }), ...(stringData && { stringData }) }
}

function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise)
  if (!isValues(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NOISE.test(key))
      .map(([key, inner]) => [key, withoutNoise(inner)]),
  )
}

function markOf(value: unknown, salt: string): string {
  const mark = createHash('sha256')
    .update(salt)
    .update(JSON.stringify(value ?? null))
    .digest('hex')
    .slice(0, 6)
  return `hidden (mark ${mark})`
}
