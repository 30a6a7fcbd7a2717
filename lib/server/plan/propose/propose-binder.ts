import { parseIpv4 } from '../../../shared/ipv4.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { PlanLook, Proposal, Proposals } from '../../../shared/plan-look.ts'
import { at, type ClusterObjects, type HelmRelease } from '../seen/cluster-for-plan.ts'

const only = <Value>(value: Value, why: string): Proposal<Value> => ({ value, why, alternatives: [] })

type BinderProposals = Pick<
  Proposals,
  'namespace' | 'release' | 'addresses' | 'registry' | 'imagePrefix' | 'builder' | 'metricsServer' | 'proof'
>

/** What concerns BinderHub itself: as its release has it, where there is one; else our usual values. */
export function proposeBinder(
  release: HelmRelease | null,
  cluster: ClusterObjects | null,
  pool: Plan['pool'],
  docker: PlanLook['docker'],
): BinderProposals {
  const values = release?.values
  return {
    namespace: release
      ? only(release.namespace, 'BinderHub is installed here.')
      : only('binder', 'A namespace of its own keeps BinderHub apart from everything else.'),
    release: release
      ? only(release.name, 'This is the name of the release that is installed.')
      : only('binder', 'The name that Helm knows the installation by.'),
    addresses: proposeAddresses(release, cluster, pool),
    registry: proposeRegistry(values),
    imagePrefix: proposePrefix(values),
    builder: proposeBuilder(release, docker),
    metricsServer: only(
      true,
      cluster?.metricsServer
        ? 'It is there already.'
        : 'Without it, nobody sees how much memory and processor pods take.',
    ),
    proof: only(
      { repository: 'https://github.com/binderhub-ci-repos/minimal-dockerfile', ref: 'HEAD' },
      "The smallest repository that BinderHub's authors test with.",
    ),
  }
}

function proposeAddresses(
  release: HelmRelease | null,
  cluster: ClusterObjects | null,
  pool: Plan['pool'],
): Proposal<Plan['addresses']> {
  const fixed = fixedIn(release?.values)
  const read = {
    value: { how: 'read' } as const,
    why: 'Take what MetalLB hands out, and upgrade a second time.',
  }
  if (fixed) return { ...only(fixed, 'The release has these addresses fixed.'), alternatives: [read] }
  const firstTwo = { how: 'fixed', binder: pool.first, hub: next(pool.first) } as const
  if (!release)
    return {
      ...only(firstTwo, 'The first two of the range. Known beforehand, one pass is enough.'),
      alternatives: [read],
    }
  const now = (service: string) =>
    cluster?.addresses.find(({ name, namespace }) => name === service && namespace === release.namespace)
      ?.address
  const binder = now('binder')
  const hub = now('proxy-public')
  return {
    ...only({ how: 'read' }, 'The release takes the addresses that MetalLB hands out.'),
    alternatives: [
      binder !== undefined && hub !== undefined
        ? { value: { how: 'fixed', binder, hub }, why: 'Keep the ones it has now, for good.' }
        : { value: firstTwo, why: 'The first two of the range.' },
    ],
  }
}

function fixedIn(values: unknown): Extract<Plan['addresses'], { how: 'fixed' }> | null {
  const binder = word(at(values, 'service', 'loadBalancerIP'))
  const hub = word(at(values, 'jupyterhub', 'proxy', 'service', 'loadBalancerIP'))
  return parseIpv4(binder) !== null && parseIpv4(hub) !== null ? { how: 'fixed', binder, hub } : null
}

function next(address: string): string {
  return address.replace(/\d+$/, (last) => String(Math.min(255, Number(last) + 1)))
}

function proposeRegistry(values: unknown): Proposal<Plan['registry']> {
  const url = word(at(values, 'registry', 'url')).replace(/\/$/, '')
  const user = word(at(values, 'registry', 'username'))
  if (url.endsWith(':32000')) return only({ kind: 'addon' }, "The release uses MicroK8s's own registry.")
  if (url && !/docker\.(io|com)/.test(url))
    return only({ kind: 'v2', url: url.toLowerCase(), user }, 'The release uses this registry.')
  return user
    ? only({ kind: 'docker-hub', account: user }, 'The release uses this account.')
    : {
        ...only(
          { kind: 'docker-hub', account: '' },
          'Free, and nothing to run. A free account and a token are enough.',
        ),
        alternatives: [
          { value: { kind: 'addon' }, why: 'A registry on this server: no account, and images stay here.' },
          {
            value: { kind: 'v2', url: 'https://ghcr.io', user: '' },
            why: 'Any other registry, by its address.',
          },
        ],
      }
}

function proposePrefix(values: unknown): Proposal<string> {
  const prefix = word(at(values, 'config', 'BinderHub', 'image_prefix'))
  return prefix ? only(prefix, 'The release names images so.') : only('', 'Follows the account.')
}

function proposeBuilder(release: HelmRelease | null, docker: PlanLook['docker']): Proposal<Plan['builder']> {
  const dind = { value: 'dind', why: 'Nothing else on the server is touched.' } as const
  const host = {
    value: 'host',
    why:
      docker === null
        ? 'Docker would be installed on the server.'
        : docker.containers
          ? `Builds share it with your ${docker.containers} ${docker.containers === 1 ? 'container' : 'containers'}.`
          : 'Builds and nothing else would run on it.',
  } as const
  if (release === null) return { ...dind, alternatives: [host] }
  // `host` is the chart's default where the values say nothing (domain.md 1.1, builder).
  const kind = word(at(release.values, 'imageBuilderType')) || 'host'
  return kind === 'host'
    ? docker === null
      ? {
          ...dind,
          why: 'The release builds with Docker on the server, and there is none: builds would never start.',
          alternatives: [host],
        }
      : { ...host, why: 'The release builds with the Docker on the server.', alternatives: [dind] }
    : { ...dind, why: 'The release builds inside the cluster.', alternatives: [host] }
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
