import type { ConfigRevision } from '../../shared/config-api.ts'
import type { ReleaseRevision } from '../../shared/releases-api.ts'
import type { RunRow } from '../../shared/run-row.ts'
import { isValues, type Values } from '../../shared/values.ts'
import { differingPaths, readValues } from '../binder-config/values.ts'
import { isSecret } from './hidden.ts'
import type { KeptRelease } from './unpack-release.ts'

/** The clocks of the server and of Bindery, and Helm's own waiting, may be so far apart. */
const SLACK_MS = 5_000

interface Told {
  /** Newest first. */
  history: readonly KeptRelease[]
  /** Newest first. */
  saved: readonly ConfigRevision[]
  runs: readonly RunRow[]
}

/** The history as people read it: what changed from one to the next, from which binder.yaml, and who did it. */
export function tellHistory({ history, saved, runs }: Told): ReleaseRevision[] {
  return history.map((one, at) => {
    const before = history[at + 1]
    const made = configOf(one, saved)
    const run = runOf(one, runs)
    return {
      revision: one.revision,
      status: one.status,
      at: one.at,
      chart: one.chart,
      said: one.said,
      changed: before === undefined ? null : differingPaths(before.values, one.values),
      chartBefore: before?.chart ?? null,
      config: made === null ? null : { number: made.number, by: made.by, note: made.note },
      run: run === undefined ? null : { id: run.id, by: run.by, title: run.title, status: run.status },
    }
  })
}

/**
 * The binder.yaml that a revision was made from: every value that it sets is in the revision as it says, and what is more
 * there stands at places where it says nothing, as secret.yaml does. The newest that was saved before the revision.
 */
export function configOf(
  { values, at }: Pick<KeptRelease, 'values' | 'at'>,
  saved: readonly ConfigRevision[],
): ConfigRevision | null {
  return saved.find((one) => one.at <= at + SLACK_MS && isWithin(one.text, values)) ?? null
}

function isWithin(text: string, values: Values): boolean {
  try {
    const own = readValues(text)
    // secret.yaml adds; it takes nothing away and changes nothing of what binder.yaml says.
    return (
      differingPaths(own, common(own, values)).length === 0 && differingPaths(own, values).every(isOfSecrets)
    )
  } catch {
    return false
  }
}

/** What secret.yaml sets (`secret-settings.ts`): secrets, and what stands beside them. */
function isOfSecrets(path: string): boolean {
  return /^(registry|jupyterhub\.imagePullSecret)\./.test(path) || isSecret(path.split('.'), 'x')
}

/** Of `values` what stands at places that `own` has too. */
function common(own: Values, values: Values): Values {
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const there = values[key]
      return [key, isValues(value) && isValues(there) ? common(value, there) : there]
    }),
  )
}

/** One thing runs on a server at a time: what was going when Helm wrote the revision made it. */
function runOf({ at }: KeptRelease, runs: readonly RunRow[]): RunRow | undefined {
  return runs.find(
    ({ startedAt, endedAt }) =>
      startedAt !== null &&
      at >= startedAt - SLACK_MS &&
      at <= (endedAt ?? Number.POSITIVE_INFINITY) + SLACK_MS,
  )
}
