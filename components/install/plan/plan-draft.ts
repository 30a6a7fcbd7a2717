import { formatIpv4, formatPool, parseEnds, parsePoolText } from '../../../lib/shared/ipv4.ts'
import type { Plan } from '../../../lib/shared/plan.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import { usualPrefix } from '../../../lib/shared/plan-rules/registry-rules.ts'

/** The answers as they are typed. What is empty and may be follows from the others. The token is never among them. */
export interface PlanDraft {
  channel: string
  /** Empty: the group is left alone. */
  groupUser: string
  pool: string
  how: Plan['addresses']['how']
  /** Empty: the first of the pool. */
  binder: string
  /** Empty: the second of the pool. */
  hub: string
  storageKind: Plan['storage']['kind']
  storagePath: string
  namespace: string
  release: string
  chartVersion: string
  registryKind: Plan['registry']['kind']
  account: string
  url: string
  user: string
  /** Empty: as is usual for the registry. */
  imagePrefix: string
  builder: Plan['builder']
  metricsServer: boolean
  repository: string
  ref: string
}

/** The form filled with a plan. */
export function draftOf(plan: Plan, node: string | null): PlanDraft {
  const { addresses, pool, registry, storage } = plan
  const usual = firstTwo(pool)
  const fixed = addresses.how === 'fixed' ? addresses : null
  const asUsual = fixed !== null && fixed.binder === usual.binder && fixed.hub === usual.hub
  return {
    channel: plan.channel,
    groupUser: plan.groupUser ?? '',
    pool: formatPool(pool),
    how: addresses.how,
    binder: fixed === null || asUsual ? '' : fixed.binder,
    hub: fixed === null || asUsual ? '' : fixed.hub,
    storageKind: storage.kind,
    storagePath: storage.path,
    namespace: plan.namespace,
    release: plan.release,
    chartVersion: plan.chartVersion,
    registryKind: registry.kind,
    account: registry.kind === 'docker-hub' ? registry.account : '',
    url: registry.kind === 'v2' ? registry.url : 'https://ghcr.io',
    user: registry.kind === 'v2' ? registry.user : '',
    imagePrefix: plan.imagePrefix === usualPrefix(registry, node) ? '' : plan.imagePrefix,
    builder: plan.builder,
    metricsServer: plan.metricsServer,
    repository: plan.proof.repository,
    ref: plan.proof.ref,
  }
}

/** The form filled with what was proposed. */
export function proposedDraft({ proposals, ...look }: PlanLook): PlanDraft {
  return draftOf(
    {
      channel: proposals.channel.value,
      groupUser: proposals.groupUser.value,
      pool: proposals.pool.value,
      addresses: proposals.addresses.value,
      storage: proposals.storage.value,
      namespace: proposals.namespace.value,
      release: proposals.release.value,
      chartVersion: proposals.chartVersion.value,
      registry: proposals.registry.value,
      imagePrefix: proposals.imagePrefix.value,
      builder: proposals.builder.value,
      metricsServer: proposals.metricsServer.value,
      proof: proposals.proof.value,
    },
    nodeOf(look),
  )
}

/** The plan that the form says, whole or not: the schema and the rules judge it. `node` is the server's own address. */
export function planOf(draft: PlanDraft, node: string | null): Plan {
  const registry = registryOf(draft)
  const pool = parsePoolText(draft.pool) ?? { first: draft.pool.trim(), last: '' }
  const usual = firstTwo(pool)
  return {
    channel: draft.channel,
    groupUser: draft.groupUser.trim() || null,
    pool,
    addresses:
      draft.how === 'read'
        ? { how: 'read' }
        : {
            how: 'fixed',
            binder: draft.binder.trim() || usual.binder,
            hub: draft.hub.trim() || usual.hub,
          },
    storage: { kind: draft.storageKind, path: draft.storagePath.trim() },
    namespace: draft.namespace.trim(),
    release: draft.release.trim(),
    chartVersion: draft.chartVersion.trim(),
    registry,
    imagePrefix: draft.imagePrefix.trim() || usualPrefix(registry, node),
    builder: draft.builder,
    metricsServer: draft.metricsServer,
    proof: { repository: draft.repository.trim(), ref: draft.ref.trim() },
  }
}

/** The address by which the server is known in its first network. */
export function nodeOf({ network }: Pick<PlanLook, 'network'>): string | null {
  return network.subnets[0]?.address ?? null
}

function registryOf({ registryKind, account, url, user }: PlanDraft): Plan['registry'] {
  switch (registryKind) {
    case 'docker-hub':
      return { kind: 'docker-hub', account: account.trim() }
    case 'v2':
      return { kind: 'v2', url: url.trim().replace(/\/$/, ''), user: user.trim() }
    case 'addon':
      return { kind: 'addon' }
  }
}

/** Where nothing else is said: the first address for the start page, the second for the notebooks. */
export function firstTwo(pool: Plan['pool']): { binder: string; hub: string } {
  const range = parseEnds(pool)
  return { binder: pool.first, hub: range === null ? '' : formatIpv4(range.first + 1) }
}
