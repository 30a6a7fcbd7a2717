import { stringify } from 'yaml'
import type { ConfigRevision } from '../../shared/config-api.ts'
import { isValues, type Values, valueAt } from '../../shared/values.ts'
import { configOf } from './tell-history.ts'
import type { KeptRelease } from './unpack-release.ts'

/**
 * How an earlier revision comes back. `rollback`: as Helm kept it. `upgrade`: its chart and its binder.yaml with the secrets
 * of today, because `secrets` (dotted paths) were changed since, and the old ones may not be valid any more.
 */
export interface WayBack {
  how: 'rollback' | 'upgrade'
  secrets: readonly string[]
  /** The binder.yaml that belongs to it. */
  text: string
}

interface Known {
  target: KeptRelease
  /** The revision that is deployed now; null where none is. */
  current: KeptRelease | null
  /** What secret.yaml on the server sets: dotted paths. */
  secretPaths: readonly string[]
  /** Newest first. */
  saved: readonly ConfigRevision[]
}

/** Decides how to go back to `target`, and what binder.yaml says then. */
export function wayBack({ target, current, secretPaths, saved }: Known): WayBack {
  const paths = secretPaths.map((path) => path.split('.'))
  const secrets =
    current === null
      ? []
      : paths
          .filter((path) => textAt(current.values, path) !== textAt(target.values, path))
          .map((path) => path.join('.'))
  return {
    how: secrets.length > 0 ? 'upgrade' : 'rollback',
    secrets,
    text: configOf(target, saved)?.text ?? textOf(target, paths),
  }
}

/** The values of a revision as a binder.yaml: without what stands in secret.yaml. */
function textOf({ values, revision, name }: KeptRelease, secretPaths: readonly string[][]): string {
  const bare = secretPaths.reduce(without, values)
  const head = `# The values of revision ${revision} of the release ${name}, as Helm kept them.\n`
  return `${head}${Object.keys(bare).length === 0 ? '' : stringify(bare, { version: '1.1', lineWidth: 0 })}`
}

function without(values: Values, path: readonly string[]): Values {
  const [key = '', ...rest] = path
  const { [key]: inner, ...others } = values
  if (rest.length === 0 || !isValues(inner)) return rest.length === 0 ? others : values
  const left = without(inner, rest)
  return Object.keys(left).length === 0 ? others : { ...values, [key]: left }
}

function textAt(values: Values, path: readonly string[]): string {
  return JSON.stringify(valueAt(values, path))
}
