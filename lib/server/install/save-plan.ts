import type * as z from 'zod/mini'
import type { Blast } from '../../shared/blast.ts'
import type { Plan, savePlanInput } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { type Commit, commit } from '../actions/commit.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { demandNothingGoing } from './demand.ts'
import type { Install } from './install.ts'
import { changedSteps, isOtherAccount } from './plan-changes.ts'
import { isToDo } from './time-left.ts'
import { markToken, planToken } from './token-mark.ts'
import { REGISTRY_TOKEN } from './world.ts'

type Input = z.infer<typeof savePlanInput>

export interface PlanRules {
  /** Throws `invalid_input` with the field for an answer that cannot work on this server. */
  demandPlanFits(shell: RemoteShell, plan: Plan, signal: AbortSignal): Promise<void>
  /** Whether this server's secrets outlive the console. */
  keepsSecrets(serverId: string): boolean
}

/**
 * Saves a plan that was found to fit. Throws `conflict` while the install goes and where somebody else saved one
 * meanwhile, `invalid_input` with the field, and what the link throws: a plan that cannot be tried is not saved.
 */
export async function savePlan(
  install: Install,
  rules: PlanRules,
  { plan, registryToken, revision }: Input,
  by: string,
  signal: AbortSignal,
): Promise<Commit> {
  const { serverId, world } = install
  const { plans } = world.records
  const demandReady = (): void => {
    demandNothingGoing(install, 'The plan stays as it is while the install goes.')
    demandRevision(plans.of(serverId)?.revision ?? 0, revision)
    demandToken(install, plan, registryToken)
  }
  demandReady()
  await rules.demandPlanFits(install.link(), plan, signal)
  return commit(
    () => {
      demandReady()
      const saved = plans.of(serverId)
      const before = { plan: saved?.plan ?? null, tokenMark: saved?.tokenMark ?? null }
      const tokenMark = markOf(install, plan, registryToken, before.tokenMark)
      plans.save(serverId, { plan, revision: revision + 1, savedBy: by, savedAt: world.now(), tokenMark })
      if (plan.registry.kind === 'addon') world.vault.drop(serverId, REGISTRY_TOKEN)
      else if (registryToken !== undefined)
        world.vault.put(serverId, REGISTRY_TOKEN, registryToken, rules.keepsSecrets(serverId))
      return { ...before, newToken: tokenMark !== before.tokenMark }
    },
    ({ plan: before, newToken }) => {
      install.forgetChecks(changes(install, before, plan, newToken))
      install.put()
      // Whoever saved it sees in a second what it means; nothing waits for it.
      install.look().catch(() => {})
      return { revision: revision + 1 }
    },
  )
}

/** What saving this plan means: which steps it undoes, and what stays. */
export function describePlan(install: Install, { plan, registryToken }: Input): Blast {
  const { serverId, world } = install
  const saved = world.records.plans.of(serverId)
  const before = saved?.plan ?? null
  const changed = changes(
    install,
    before,
    plan,
    isNewToken(install, plan, registryToken, saved?.tokenMark ?? null),
  )
  const isDone = ({ id }: { id: (typeof changed)[number]['id'] }): boolean => {
    const check = install.seen?.checks.get(id)
    return check !== undefined && check.state !== 'unknown' && !isToDo(check)
  }
  const titles = (steps: typeof changed): string => steps.map(({ title }) => title).join(', ')
  const undone = before === null ? [] : changed.filter(isDone)
  const kept = world.steps.filter((step) => !changed.includes(step) && isDone(step))
  return {
    runs: [],
    restarts: [],
    breaks:
      undone.length === 0 ? [] : [`These steps are done as the plan was, and run again: ${titles(undone)}.`],
    keeps: [
      'Everything on the server: saving a plan runs nothing.',
      ...(kept.length === 0 ? [] : [`These steps stay done: ${titles(kept)}.`]),
    ],
    undo: before === null ? 'Save another plan.' : 'Save the plan as it was.',
  }
}

function changes({ world }: Install, before: Plan | null, plan: Plan, newToken: boolean) {
  return before === null ? world.steps : changedSteps(world.steps, before, plan, newToken)
}

/** The mark of the token that the plan has from now on. */
function markOf(
  { serverId, world }: Install,
  { registry }: Plan,
  token: string | undefined,
  before: string | null,
): string | null {
  if (registry.kind === 'addon') return null
  return token === undefined ? before : markToken(world.vault, serverId, token)
}

/** Whether this is another token than the one that was saved, as far as that is known. */
function isNewToken(
  { serverId, world }: Install,
  { registry }: Plan,
  token: string | undefined,
  before: string | null,
): boolean {
  if (registry.kind === 'addon' || token === undefined) return false
  return before === null || planToken(world.vault, serverId, before).markOf(token) !== before
}

function demandRevision(is: number, known: number): void {
  if (is === known) return
  throw new AppError('conflict', 'Somebody else has changed this plan meanwhile.', {
    hint: 'Look at what it says now, and make your change again.',
  })
}

/** A token goes to the registry that it was given for, and to no other. */
function demandToken({ serverId, world }: Install, plan: Plan, registryToken: string | undefined): void {
  if (plan.registry.kind === 'addon' || registryToken !== undefined) return
  const before = world.records.plans.of(serverId)?.plan
  if (!world.vault.has(serverId, REGISTRY_TOKEN))
    throw new AppError('invalid_input', 'The token is missing.', {
      field: 'registryToken',
      hint: 'Make one at the registry that may read and write, and enter it here.',
    })
  if (before && isOtherAccount(before.registry, plan.registry))
    throw new AppError('invalid_input', 'The token that is here belongs to the account of before.', {
      field: 'registryToken',
      hint: 'Enter the token of this account.',
    })
}
