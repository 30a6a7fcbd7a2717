import * as z from 'zod/mini'
import type { PlanDraft } from './plan-draft.ts'

const schema: z.ZodMiniType<PlanDraft> = z.object({
  channel: z.string(),
  groupUser: z.string(),
  pool: z.string(),
  how: z.enum(['fixed', 'read']),
  binder: z.string(),
  hub: z.string(),
  storageKind: z.enum(['hostpath', 'openebs']),
  storagePath: z.string(),
  namespace: z.string(),
  release: z.string(),
  chartVersion: z.string(),
  registryKind: z.enum(['docker-hub', 'v2', 'addon']),
  account: z.string(),
  url: z.string(),
  user: z.string(),
  imagePrefix: z.string(),
  builder: z.enum(['dind', 'host']),
  metricsServer: z.boolean(),
  repository: z.string(),
  ref: z.string(),
})

/** One for each server and revision: what was typed for a plan that another person has changed since is not taken up. */
const keyOf = (serverId: string, revision: number) => `bindery-plan-${serverId}-${revision}`

/** What was typed before a reload; null where nothing was, or where this browser keeps nothing. */
export function keptDraft(serverId: string, revision: number): PlanDraft | null {
  try {
    const kept = schema.safeParse(JSON.parse(sessionStorage.getItem(keyOf(serverId, revision)) ?? 'null'))
    return kept.success ? kept.data : null
  } catch {
    return null
  }
}

/** Keeps what is typed until the tab closes; null forgets it. */
export function keepDraft(serverId: string, revision: number, draft: PlanDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(serverId, revision))
    else sessionStorage.setItem(keyOf(serverId, revision), JSON.stringify(draft))
  } catch {
    // Then a reload begins anew.
  }
}
