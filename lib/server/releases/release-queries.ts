import { stringify } from 'yaml'
import * as z from 'zod/mini'
import type { ChartsSeen } from '../../shared/chart-choice.ts'
import type { JsonSchema } from '../../shared/config-check/schema-problems.ts'
import { planSchema } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import type { Rehearsal } from '../../shared/rehearsal.ts'
import type { ReleaseDiff, ReleasesSeen, RevisionValues } from '../../shared/releases-api.ts'
import type { Query } from '../actions/action.ts'
import { parseInput } from '../actions/parse-input.ts'
import { demandPlan } from '../binder-config/demand-plan.ts'
import { askJson } from '../kube/ask-json.ts'
import { compareObjects } from './compare-objects.ts'
import { compareValues } from './compare-values.ts'
import { masked } from './hidden.ts'
import { lookAtCharts } from './look-at-charts.ts'
import { rehearse } from './rehearse.ts'
import { demandRevision, type ReleaseWorld, readHistory } from './release-world.ts'
import { readSchemas } from './run-rehearsal.ts'
import { savedTexts } from './saved-texts.ts'
import { configOf, tellHistory } from './tell-history.ts'
import { troubleOf } from './trouble-of.ts'

const rehearsalParams = z.object({
  number: z.pipe(
    z.string().check(z.regex(/^\d{1,6}$/)),
    z.transform((digits) => Number(digits)),
  ),
  chart: planSchema.shape.chartVersion,
})

/** What may be read of the releases of a server. Their values and objects: administrators only, as binder.yaml itself. */
export function releaseQueries(world: ReleaseWorld): Query[] {
  return [
    {
      path: '/api/servers/:server/releases',
      who: 'viewer',
      async answer({ params, signal }): Promise<ReleasesSeen> {
        const id = params.server ?? ''
        const { plan, history } = await readHistory(world, id, signal)
        return {
          name: plan.release,
          namespace: plan.namespace,
          revisions: tellHistory({
            history,
            saved: savedTexts(world.records, id),
            runs: world.runRows().filter((run) => run.serverId === id),
          }),
          trouble: troubleOf(history),
        }
      },
    },
    {
      path: '/api/servers/:server/charts',
      who: 'viewer',
      async answer({ params, input, signal }): Promise<ChartsSeen> {
        const id = params.server ?? ''
        world.serverName(id)
        const running = await runningChart(world, id, signal)
        const { versions, readAt } = await lookAtCharts(world.chartCache, {
          serverId: id,
          shell: world.shellOf(id),
          running,
          fresh: input.has('fresh'),
          signal,
          now: Date.now(),
        })
        return { versions, readAt, running, kubernetes: minorOf(await kubernetesOf(world, id, signal)) }
      },
    },
    {
      path: '/api/servers/:server/charts/:version/schema',
      who: 'administrator',
      async answer({ params, signal }): Promise<{ schema: JsonSchema | null }> {
        const id = params.server ?? ''
        world.serverName(id)
        const chartVersion = parseInput(planSchema.shape.chartVersion, params.version)
        const known = world.schemas.of(chartVersion)
        const shell = world.shellOf(id)
        if (known !== null || shell === null) return { schema: known }
        const plan = { ...demandPlan(world.planOf, id), chartVersion }
        const read = await readSchemas(shell, plan, signal)
        return { schema: read && world.schemas.put(chartVersion, read.schema, read.hubSchema) }
      },
    },
    {
      path: '/api/servers/:server/releases/compare',
      who: 'administrator',
      async answer({ params, input, signal }): Promise<ReleaseDiff> {
        const { history } = await readHistory(world, params.server ?? '', signal)
        const [from, to] = [input.get('from'), input.get('to')].map((number) =>
          demandRevision(history, Number(number)),
        )
        if (!from || !to) throw new Error('Two were asked for.')
        return {
          from: { revision: from.revision, chart: from.chart },
          to: { revision: to.revision, chart: to.chart },
          values: compareValues(from.values, to.values),
          ...(compareObjects(from.manifest, to.manifest) ?? { objects: null, folded: [], restarts: [] }),
        }
      },
    },
    {
      path: '/api/servers/:server/releases/rehearsal',
      who: 'administrator',
      async answer({ params, input, signal }): Promise<Rehearsal> {
        const { number, chart } = parseInput(rehearsalParams, Object.fromEntries(input))
        const id = params.server ?? ''
        const { plan, history } = await readHistory(world, id, signal)
        const shell = world.shellOf(id)
        const saved = number === 0 ? null : world.records.of(id, number)
        if (shell === null || (number !== 0 && saved === null))
          throw new AppError('not_found', 'There is no such revision of binder.yaml.')
        return await rehearse({
          shell,
          cluster: world.clusters.cluster(id),
          schemas: world.schemas,
          plan: { ...plan, chartVersion: chart },
          number,
          text: saved?.text ?? null,
          current: history.find(({ status }) => status === 'deployed') ?? null,
          signal,
        })
      },
    },
    {
      path: '/api/servers/:server/releases/:revision/values',
      who: 'administrator',
      async answer({ params, signal }): Promise<RevisionValues> {
        const id = params.server ?? ''
        const { history } = await readHistory(world, id, signal)
        const one = demandRevision(history, Number(params.revision))
        const saved = configOf(one, savedTexts(world.records, id))
        return saved
          ? { revision: one.revision, text: saved.text, verbatim: true }
          : {
              revision: one.revision,
              text: stringify(
                masked(one.values, [], () => 'hidden'),
                { version: '1.1', lineWidth: 0 },
              ),
              verbatim: false,
            }
      },
    },
  ]
}

/** Null where none runs, and where the cluster does not say: that must not keep anybody from seeing the versions. */
async function runningChart(
  world: ReleaseWorld,
  serverId: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { history } = await readHistory(world, serverId, signal)
    return history.find(({ status }) => status === 'deployed')?.chart ?? null
  } catch {
    return null
  }
}

const version = z.object({ gitVersion: z.string() })

/** As the nodes said it last, else as the API says it; null where neither does. */
async function kubernetesOf(
  world: ReleaseWorld,
  serverId: string,
  signal: AbortSignal,
): Promise<string | null> {
  const known = world.kubernetesOf(serverId)
  if (known !== null) return known
  try {
    return (await askJson(world.clusters.cluster(serverId), '/version', version, { signal })).gitVersion
  } catch {
    return null
  }
}

/** "1.33" of "v1.33.1". */
function minorOf(version: string | null): string | null {
  return /^v?(\d+\.\d+)/.exec(version ?? '')?.[1] ?? null
}
