import type { Role } from '../../shared/account-api.ts'
import type { Blast } from '../../shared/blast.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import { idSchema } from '../../shared/text.ts'
import type { Store } from '../store/open-store.ts'
import type { Action, Actor, Call } from './action.ts'
import type { Audit } from './audit.ts'
import { Commit } from './commit.ts'
import { parseInput } from './parse-input.ts'

interface Asked {
  actor: Actor
  params: Readonly<Record<string, string>>
  /** Read only after the actor was found to be allowed. */
  body(): Promise<unknown>
  signal: AbortSignal
}

interface Ledger {
  store: Store
  audit: Audit
}

/**
 * The one way to change something: authorise, parse, write that it began, perform, write how it ended.
 * Throws `forbidden` (audited as refused), `invalid_input`, or what the action throws (audited as failed).
 */
export async function performAction(ledger: Ledger, action: Action, asked: Asked): Promise<unknown> {
  const { store, audit } = ledger
  const actionId = audit.newActionId()
  const who = { personName: asked.actor.name, address: asked.actor.address, action: action.name }
  try {
    demandRole(asked.actor, action.who)
  } catch (error) {
    audit.write(actionId, { ...who, target: idsIn(asked.params) }, 'refused', toProblem(error).code)
    throw error
  }
  const call = await callOf(action, asked)
  const subject = { ...who, target: action.target(call) }
  audit.write(actionId, subject, 'begun')
  let answer: () => unknown
  try {
    const result = await action.perform(call)
    const last =
      result instanceof Commit
        ? result
        : new Commit(
            () => undefined,
            () => result,
          )
    const made = store.transaction(() => {
      const changed = last.work()
      if (changed instanceof Promise) throw new Error(`${action.name} does slow work inside a transaction.`)
      audit.write(actionId, subject, 'done')
      return changed
    })
    answer = () => last.afterwards(made)
  } catch (error) {
    audit.write(actionId, subject, 'failed', toProblem(error).code)
    throw error
  }
  return answer()
}

/** What the action would do; for those alone who may do it. Throws `not_found` where the action has no words for it. */
export async function describeAction(action: Action, asked: Asked): Promise<Blast> {
  demandRole(asked.actor, action.who)
  if (!action.describe) throw new AppError('not_found', 'This action has no description.')
  return action.describe(await callOf(action, asked))
}

/** Throws `forbidden` unless `role` covers what is asked for: an administrator may all that a viewer may. */
export function demandRole(actor: Actor, who: Role): void {
  if (who === 'viewer' || actor.role === 'administrator') return
  throw new AppError('forbidden', 'You may look, and not change things: your role is viewer.', {
    hint: 'Ask an administrator to do it, or to change your role.',
  })
}

async function callOf(action: Action, { actor, params, body, signal }: Asked): Promise<Call<unknown>> {
  return { actor, params, signal, input: parseInput(action.input, await body()) }
}

/** A refused request was not parsed, so its target is not known: only what looks like an id is kept of it. */
function idsIn(params: Readonly<Record<string, string>>): string {
  return Object.values(params)
    .filter((value) => idSchema.safeParse(value).success)
    .join(' ')
}
