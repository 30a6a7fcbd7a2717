import type { Facts } from '../../shared/facts.ts'
import type { HealthPart, HealthRow } from '../../shared/health-row.ts'
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

/** Since when parts do not work that have not been seen to work again: epoch milliseconds. */
export type Outages = Map<HealthPart, number>

/**
 * What works again: outages that are over, each from its beginning where that was seen. Keeps in `open` what does not work
 * yet: between broken and well most parts are seen starting.
 */
export function outagesOver(open: Outages, { checkedAt, checks }: HealthRow): SeenChange[] {
  if (checkedAt === null) return []
  return checks.flatMap(({ part, state, since }): SeenChange[] => {
    if (state === 'failed' && since !== null && !open.has(part)) open.set(part, since)
    const at = open.get(part)
    if (state !== 'ok' || at === undefined) return []
    open.delete(part)
    return [{ is: 'outage', at, until: checkedAt, part }]
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
