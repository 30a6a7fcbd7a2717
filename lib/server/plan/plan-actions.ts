import * as z from 'zod/mini'
import { type Plan, planSchema } from '../../shared/plan.ts'
import type { PlanLook } from '../../shared/plan-look.ts'
import { AppError } from '../../shared/problem.ts'
import { checkRegistryInput } from '../../shared/registry-check.ts'
import { type Action, type Call, defineAction, type Query } from '../actions/action.ts'
import { parseInput } from '../actions/parse-input.ts'
import { checkRegistry } from '../registry/check-registry.ts'
import type { ServerRecord } from '../servers/server-records.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { steps } from '../steps/order.ts'
import type { ChartCache } from './chart-cache.ts'
import { lookForPlan } from './look-for-plan.ts'
import { previewPlan } from './preview-plan.ts'

export interface PlanDeps {
  /** Throws `not_found`. */
  record(serverId: string): Pick<ServerRecord, 'id' | 'name' | 'user' | 'host'>
  /** Null for a server that was forgotten meanwhile. */
  shellOf(serverId: string): RemoteShell | null
  /** What was saved, for a check without typing the token again. */
  saved(serverId: string): { plan: Plan | null; registryToken: string | null }
  charts: ChartCache
}

const lookParams = z.object({ folder: z.nullable(planSchema.shape.storage.shape.path) })

/** GET …/install/look?folder=/a/path: what helps to answer the plan's questions, for those who may answer them. GET …/install/preview?plan=…: what it would do. */
export function planQueries(deps: PlanDeps): Query[] {
  /** By server and folder: who asks while it is looked joins in, and so nobody's leaving ends it. */
  const looking = new Map<string, Promise<PlanLook>>()
  return [
    {
      path: '/api/servers/:server/install/look',
      who: 'administrator',
      answer({ params, input }) {
        const { id, user } = deps.record(params.server ?? '')
        const parsed = lookParams.safeParse({ folder: input.get('folder') })
        const folder = parsed.success ? parsed.data.folder : null
        const key = JSON.stringify([id, folder])
        const look = looking.get(key) ?? lookNow(deps, id, user, folder).finally(() => looking.delete(key))
        looking.set(key, look)
        return look
      },
    },
    {
      path: '/api/servers/:server/install/preview',
      who: 'viewer',
      answer({ params, input }) {
        deps.record(params.server ?? '')
        return previewPlan(steps, parseInput(planSchema, parseJson(input.get('plan'))))
      },
    },
  ]
}

async function lookNow(deps: PlanDeps, id: string, user: string, folder: string | null): Promise<PlanLook> {
  const look = await lookForPlan(shellOf(deps, id), { user, folder, knownCharts: deps.charts.of(id) })
  if (look.charts.readAt !== null) deps.charts.put(id, look.charts)
  return look
}

/** POST …/install/registry/check: may images be pushed, asked from the server. */
export function planActions(deps: PlanDeps): Action[] {
  const target = (call: Call<unknown>): string => deps.record(call.params.server ?? '').name
  return [
    defineAction({
      name: 'install.check-registry',
      path: '/api/servers/:server/install/registry/check',
      who: 'administrator',
      input: checkRegistryInput,
      target,
      describe: () => ({
        runs: ['curl … # asks the registry, from the server, whether this login may push'],
        restarts: [],
        breaks: [],
        keeps: ['everything: nothing is pushed'],
        undo: '',
      }),
      perform({ input, params, signal }) {
        const { id } = deps.record(params.server ?? '')
        const token = input.registryToken ?? savedToken(deps, id, input.registry)
        return checkRegistry(shellOf(deps, id), input, token, signal)
      },
    }),
  ]
}

/** The token that was saved goes to the registry it was saved for, and to no other. */
function savedToken(deps: PlanDeps, serverId: string, registry: Plan['registry']): string | null {
  if (registry.kind === 'addon') return null
  const { plan, registryToken } = deps.saved(serverId)
  if (registryToken === null || JSON.stringify(plan?.registry) !== JSON.stringify(registry))
    throw new AppError('invalid_input', 'The token is missing.', { field: 'registryToken' })
  return registryToken
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}

function shellOf(deps: PlanDeps, serverId: string): RemoteShell {
  const shell = deps.shellOf(serverId)
  if (!shell) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
  return shell
}
