import type { Plan } from '../../shared/plan.ts'
import type { RunRecord } from '../runs/run-records.ts'
import { composeScript } from '../steps/script/compose-script.ts'
import type { Step } from '../steps/step.ts'
import type { Install } from './install.ts'
import { journalFound } from './journal.ts'
import { checkIn, type Look } from './look.ts'
import type { Wish } from './records/wishes.ts'
import { stepScript } from './step-story.ts'
import { REGISTRY_TOKEN } from './world.ts'

/**
 * Writes down the run that a wish needs next together with the wish, in one transaction, and begins it. Does nothing
 * where the wish has changed meanwhile. Throws what `Runs.add` throws; then nothing has happened.
 */
export function beginRun(install: Install, step: Step, plan: Plan, look: Look): void {
  const { serverId, world } = install
  const { store, records, runs, now } = world
  const begun = store.transaction((): RunRecord | null => {
    const wish = records.wishes.of(serverId)
    if (!wish || wish.runId !== null || wish.stopping) return null
    const run = runs.add({
      serverId,
      by: wish.by,
      title: wish.what === 'step' ? step.title : `${step.title}: ${wish.what}`,
      script: scriptOf(wish, step, plan),
      secrets: wish.what === 'step' ? secretsOf(install, step, plan) : {},
    })
    journalFound(install, wish, look, now())
    records.marks.fail(serverId, step.id, null)
    if (wish.what === 'step') records.marks.find(serverId, step.id, checkIn(look.checks, step.id).state)
    records.wishes.save(serverId, {
      ...wish,
      step: step.id,
      runId: run.id,
      tries: { ...wish.tries, [step.id]: (wish.tries[step.id] ?? 0) + 1 },
    })
    return run
  })
  if (begun) runs.begin(begun)
  install.put()
}

/** What a wish runs; null where this step has no such thing any more. */
export function bodyOf(wish: Pick<Wish, 'what' | 'fault'>, step: Step, plan: Plan): string | null {
  switch (wish.what) {
    case 'step':
      return step.script(plan)
    case 'undo':
      return step.undo?.(plan)?.script ?? null
    case 'remedy':
      return step.faults.find(({ id }) => id === wish.fault)?.remedy?.script(plan) ?? null
  }
}

function scriptOf(wish: Wish, step: Step, plan: Plan): string {
  if (wish.what === 'step') return stepScript(step, plan)
  const body = bodyOf(wish, step, plan)
  if (body === null) throw new Error(`${step.id} has no ${wish.what} for ${wish.fault}`)
  return composeScript(body, step.deadlineSeconds)
}

function secretsOf({ serverId, world }: Install, step: Step, plan: Plan): Record<string, string> {
  const { vault, records } = world
  const registryToken = vault.get(serverId, REGISTRY_TOKEN)
  const registryTokenMark = records.plans.of(serverId)?.tokenMark ?? null
  return step.secrets?.(plan, { registryToken, registryTokenMark }) ?? {}
}
