import type { ConfigSeen } from '../config-api.ts'
import { mergeValues, type Values } from '../values.ts'
import type { CheckInput } from './check-config.ts'
import type { JsonSchema } from './schema-problems.ts'

type Seen = Pick<ConfigSeen, 'addresses' | 'nodes' | 'release' | 'secretPaths' | 'registryUser'>

/**
 * What the check is told of the server. Secrets are stood in for: only that something is there counts. Without `chart`, the
 * file is for the one that runs.
 */
export function checkInputOf(
  text: string,
  seen: Seen,
  chart: { version: string; schema: JsonSchema | null } | null = null,
): CheckInput {
  const { addresses, nodes, release, secretPaths, registryUser } = seen
  const number = /\.git\.(\d+)\.h/.exec(chart?.version ?? release?.chartVersion ?? '')?.[1]
  return {
    text,
    secrets: standIns(secretPaths, registryUser),
    schema: chart?.schema ?? null,
    around: {
      chartNumber: number === undefined ? null : Number(number),
      nodes,
      binderAddress: addresses.binder,
      hubAddress: addresses.hub,
      hasSecretFile: secretPaths.length > 0,
    },
  }
}

/** The address of a registry is no secret, but its text does not come here: without it, nothing is said about it. */
function standIns(paths: readonly string[], registryUser: string | null): Values {
  return paths
    .filter((path) => path !== 'registry.url')
    .map((path) => nested(path.split('.'), path === 'registry.username' ? registryUser : 'sealed'))
    .reduce(mergeValues, {})
}

function nested([key = '', ...rest]: readonly string[], value: unknown): Values {
  return { [key]: rest.length === 0 ? value : nested(rest, value) }
}
