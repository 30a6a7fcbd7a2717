import type { Facts } from '../../shared/facts.ts'
import type { HealthRow } from '../../shared/health-row.ts'
import { endWords } from './judge-parts.ts'
import type { PartName, PartsSeen } from './look-at-parts.ts'
import type { SeenChange } from './seen-changes.ts'

const NAMES: readonly PartName[] = ['binder', 'hub', 'proxy', 'scheduler', 'builder']

/** What the pods of BinderHub tell of the past: when each part began, and when a container of it ended and began again. */
export function changesOfParts({ parts }: Pick<PartsSeen, 'parts'>): SeenChange[] {
  return NAMES.flatMap((part) => {
    const pods = (parts[part]?.pods ?? []).filter(({ metadata }) => !metadata.deletionTimestamp)
    const begins = pods.map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') || 0)
    const began = Math.max(0, ...begins)
    const restarts = pods.flatMap(({ status }) =>
      (status?.containerStatuses ?? []).flatMap(({ lastState }): SeenChange[] => {
        const ended = lastState?.terminated
        const at = Date.parse(ended?.finishedAt ?? '')
        return Number.isNaN(at) ? [] : [{ is: 'restarted', at, part, said: endWords(ended) }]
      }),
    )
    return [...(began > 0 ? [{ is: 'began' as const, at: began, part }] : []), ...restarts]
  })
}

/** What did not work before and does now: an outage that is over, from its beginning where that was seen. */
export function outagesOver(before: HealthRow, after: HealthRow): SeenChange[] {
  const until = after.checkedAt
  if (until === null) return []
  return before.checks.flatMap(({ part, state, since }): SeenChange[] => {
    const now = after.checks.find((check) => check.part === part)
    if (state !== 'failed' || since === null || now?.state !== 'ok') return []
    return [{ is: 'outage', at: since, until, part }]
  })
}

/**
 * A reboot, by the boot id of two looks at the machine; null where there was none. It was after the last look before, and as
 * long ago as the machine says.
 */
export function rebootBetween(before: Facts | null, after: Facts | null): SeenChange | null {
  if (!before?.bootId || !after?.bootId || before.bootId === after.bootId) return null
  const byUptime = after.lookedAt - (after.uptimeSeconds ?? 0) * 1000
  return { is: 'rebooted', at: Math.round(Math.max(byUptime, before.lookedAt)) }
}
