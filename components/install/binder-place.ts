import type { InstallRow } from '../../lib/shared/install.ts'
import { stepPath } from './step-path.ts'

/** Where people find BinderHub: its own page, or the step that read its address and printed it. */
export type BinderPlace = { kind: 'address'; url: string } | { kind: 'printed'; href: string }

/** Null before the last look has seen that the addresses are as they should be. */
export function binderPlace({ serverId, plan, steps }: InstallRow): BinderPlace | null {
  const step = steps.find(({ id }) => id === 'hub-url')
  if (plan === null || step?.check.state !== 'done') return null
  // The check is done only while the service has the address of the plan.
  if (plan.addresses.how === 'fixed') return { kind: 'address', url: `http://${plan.addresses.binder}/` }
  // What MetalLB handed out is in no row: the check tells only of the hub, which is another service.
  return step.lastRun === null ? null : { kind: 'printed', href: stepPath(serverId, step.id) }
}
