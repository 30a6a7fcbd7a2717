import * as z from 'zod/mini'
import type { ConfigSeen } from '../../shared/config-api.ts'
import { checkConfig } from '../../shared/config-check/check-config.ts'
import { checkInputOf } from '../../shared/config-check/check-input.ts'
import type { JsonSchema } from '../../shared/config-check/schema-problems.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Rehearsal } from '../../shared/rehearsal.ts'
import { lookAtConfig } from '../binder-config/look-at-config.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { compareObjects } from './compare-objects.ts'
import { countWork } from './count-work.ts'
import { imagesIn } from './images-in.ts'
import { type RehearsalRun, runRehearsal } from './run-rehearsal.ts'
import type { SchemaCache } from './schema-cache.ts'
import type { KeptRelease } from './unpack-release.ts'

interface ToRehearse {
  shell: RemoteShell
  cluster: Pick<Cluster, 'get'>
  schemas: SchemaCache
  /** With the version of the chart that is rehearsed. */
  plan: Plan
  number: number
  /** Null for the file that the server has. */
  text: string | null
  /** What runs; null where nothing does. */
  current: KeptRelease | null
  signal: AbortSignal
}

/** Finds out what an upgrade would do: everything is asked for at the same time. Throws what the link throws. */
export async function rehearse(asked: ToRehearse): Promise<Rehearsal> {
  const begun = Date.now()
  const { shell, cluster, schemas, plan, number, current, signal } = asked
  const version = plan.chartVersion
  const schema = schemas.of(version)
  const [run, seen, work, present] = await Promise.all([
    runRehearsal(shell, { plan, text: asked.text, schema: schema === null, signal }),
    lookAtConfig(shell, plan, signal),
    countWork(cluster, plan.namespace, signal),
    imagesOnNodes(cluster, signal),
  ])
  const text = asked.text ?? seen.onServer ?? ''
  const common = {
    number,
    text,
    chart: { running: current?.chart ?? null, target: version },
    at: begun,
    work,
  }
  if (run.is === 'no-chart')
    return {
      ...common,
      ...judge(text, seen, version, schema),
      tookMs: Date.now() - begun,
      noChart: { damaged: run.damaged, said: run.said.slice(0, 2_000) },
      refusal: null,
      diff: null,
      images: [],
      diskFree: null,
    }
  const known = schema ?? schemaOf(schemas, version, run)
  return {
    ...common,
    ...judge(text, seen, version, known),
    noChart: null,
    refusal: run.manifest === null ? run.refusal.slice(0, 8_000) : null,
    diff: run.manifest === null || current === null ? null : compareObjects(current.manifest, run.manifest),
    images: imagesIn(run.manifest ?? '').filter((image) => !present.has(image)),
    diskFree: run.diskFree,
    tookMs: Date.now() - begun,
  }
}

function judge(
  text: string,
  seen: Omit<ConfigSeen, 'latest' | 'earlier'>,
  version: string,
  schema: JsonSchema | null,
): Pick<Rehearsal, 'findings' | 'bySchema'> {
  return {
    findings: checkConfig(checkInputOf(text, seen, { version, schema })),
    bySchema: schema !== null,
  }
}

function schemaOf(
  schemas: SchemaCache,
  version: string,
  { schema, hubSchema }: Extract<RehearsalRun, { is: 'rehearsed' }>,
): JsonSchema | null {
  return schema === null ? null : schemas.put(version, schema, hubSchema)
}

const nodes = z.object({
  items: z.array(
    z.object({
      status: z.object({
        images: z.optional(z.array(z.object({ names: z.optional(z.nullable(z.array(z.string()))) }))),
      }),
    }),
  ),
})

/** What the nodes have already, as far as they tell: each names fifty images. */
async function imagesOnNodes(
  cluster: Pick<Cluster, 'get'>,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  try {
    const { items } = await askJson(cluster, '/api/v1/nodes?limit=50', nodes, { signal })
    return new Set(items.flatMap(({ status }) => (status.images ?? []).flatMap(({ names }) => names ?? [])))
  } catch {
    return new Set()
  }
}
