import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contains, covers, parseIpv4, parseRange, sameRange } from '../../shared/ipv4.ts'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { addonFaults } from './addon-faults.ts'
import { type AddressPool, addressPools } from './seen/address-pools.ts'
import { type ClusterSeen, cluster } from './seen/cluster.ts'
import { isReady, unreadyWords, type WorkloadSeen, workloads } from './seen/workload.ts'
import { defineStep } from './step.ts'

const functions = readFileSync(join(import.meta.dirname, 'script', 'metallb.sh'), 'utf8')

/** What MicroK8s' add-on calls its pool. Pools of other names were made by hand. */
const OWN_POOL = 'default-addresspool'

const wish = ({ pool }: Plan): string => `${pool.first}-${pool.last}`

export const metallb = defineStep({
  id: 'metallb',
  group: 'Add-ons',
  title: 'Addresses for services',
  doing: 'Giving services their addresses.',
  why: 'In a data centre a load balancer of the provider gives each service an address. MetalLB does that on your own network, out of the range that you set aside.',
  usualSeconds: [20, 120],
  deadlineSeconds: 2_100,
  sees: { cluster, pools: addressPools },
  check({ cluster: seen, pools }, plan) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    if (!pools) return { state: 'unknown', evidence: 'The address pools could not be read.' }
    const parts = [...part(seen, 'Deployment', 'controller'), ...part(seen, 'DaemonSet', 'speaker')]
    if (parts.length === 0) return { state: 'open', evidence: 'MetalLB is not on.' }
    const sick = parts.find((one) => !isReady(one))
    if (sick) return { state: 'broken', evidence: `${unreadyWords(seen, sick)}.`, fault: null }
    if (parts.length < 2)
      return {
        state: 'open',
        evidence: 'MetalLB is there only in part: its controller or its speaker is missing.',
      }
    if (pools.length === 0) return { state: 'open', evidence: 'MetalLB is on, and has no addresses to give.' }
    const fits = pools.find((pool) => hasWish(pool, plan))
    if (!fits)
      return {
        state: 'differs',
        evidence: `${pools.map(poolWords).join('; ')}.${moving(seen, plan)}`,
        wanted: wish(plan),
      }
    if (!fits.announced)
      return {
        state: 'differs',
        evidence: `${poolWords(fits)}, and nothing announces its addresses to the network.`,
        wanted: 'an L2Advertisement for the pool',
      }
    return { state: 'done', evidence: `${poolWords(fits)}; controller and speaker are ready.` }
  },
  runs: (plan) => [
    `microk8s enable metallb:${wish(plan)}`,
    '# where MetalLB is on already, its pool is changed instead: enable would ignore the range',
    `microk8s kubectl patch ipaddresspool ${OWN_POOL} -n metallb-system --type merge -p '{"spec":{"addresses":["${wish(plan)}"]}}'`,
  ],
  script: (plan) => sh`pool=${wish(plan)}

${raw(functions)}
if ! namespace=$(metallb_namespace); then
  namespace=metallb-system
  enable_metallb
elif [ "$namespace" = metallb-system ] && ! kubectl get deployment controller -n "$namespace" >/dev/null; then
  # Cut off in the middle. The add-on counts as on as soon as there is a speaker, so it has to be taken off first.
  disable_addon metallb
  enable_metallb
else
  say 'MetalLB is on already.'
fi
take_pool
`,
  adds: (plan) => [
    { kind: 'add-on', name: 'metallb' },
    { kind: 'namespace', name: 'metallb-system' },
    { kind: 'address-pool', name: `${OWN_POOL}: ${wish(plan)}` },
  ],
  breaks: (plan) =>
    `Nothing on a server without MetalLB. Where it is on with another range, services whose address is not in ${wish(plan)} get another one, and links to their old address go dead.`,
  doneWhen: (plan) =>
    `An address pool has ${wish(plan)} and is announced, and MetalLB's controller and speaker are ready.`,
  ifStopped:
    'MetalLB may be on without addresses to give. Services then wait for theirs until the step has run again.',
  notes: [
    {
      pattern: '^error: timed out waiting for the condition',
      says: 'Looks bad and is not: the add-on looks again every 30 seconds until MetalLB is up.',
    },
    {
      pattern: '^MetalLB controller is still not ready',
      says: 'Looks bad and is not: the images of MetalLB are still being fetched.',
    },
    {
      pattern: 'failed calling webhook "(ipaddresspool|l2advertisement)',
      says: 'Looks bad and is not, at first: what checks address pools starts a little later than MetalLB itself.',
    },
    {
      pattern: '^Failed to create default address pool, will retry',
      says: 'May happen a few times while MetalLB starts. After ten times the step stops.',
    },
  ],
  faults: [
    {
      id: 'pool-overlaps',
      line: /CIDR "([^"]+)" in pool "([^"]+)" overlaps with already defined CIDR "([^"]+)"/,
      what: (match) =>
        match
          ? `The range ${match[1]} overlaps with another pool, which has ${match[3]}.`
          : 'The range overlaps with another pool.',
      why: 'MetalLB never gives an address out of two pools, so it refuses a pool that overlaps with one that is there.',
      advice:
        'Choose a range in the plan that none of the pools has, or remove the other pool: microk8s kubectl get ipaddresspool -A shows them.',
    },
    {
      id: 'several-pools',
      line: /^stopped: There are several address pools made by hand and none of them has (\S+): (.*)$/,
      what: (match) =>
        `Somebody made several address pools here, and none has ${match?.[1] ?? 'the range of the plan'}.`,
      why: 'Bindery does not guess which of them is meant to be changed.',
      advice: 'Set the range in the plan to one of theirs, or remove those that are not needed.',
    },
    {
      id: 'bad-range',
      line: /Your input value \((.*)\) is not a valid IP Range/,
      what: (match) => `MetalLB does not take ${match?.[1] ?? 'the range'} for a range of addresses.`,
      why: 'A range is a first and a last IPv4 address, the first one being the lower.',
      advice: 'Correct the range in the plan.',
    },
    {
      id: 'webhook-away',
      line: /^stopped: The webhook of MetalLB, which checks address pools, did not answer/,
      what: () => 'MetalLB runs, and what checks its address pools does not answer.',
      why: 'Its controller hangs, or the server drops what pods send to each other.',
      remedy: {
        says: 'Restarts the controller of MetalLB. Services keep the addresses that they have.',
        commands: () => [
          {
            command: 'microk8s kubectl rollout restart deployment -n metallb-system controller',
            why: 'starts it afresh',
          },
        ],
        script: () => `show /snap/bin/microk8s kubectl rollout restart deployment -n metallb-system controller
wait_for_pods 180 metallb-system || give_up 'The controller did not get ready within 180 s.'
`,
        breaks: 'Nothing. For a minute, new services wait for their address.',
      },
    },
    {
      id: 'pool-refused',
      line: /Failed to create default address pool, will retry|^stopped: MetalLB (refused|does not take) the address pool/,
      what: (_, plan) => `MetalLB did not take the address pool ${wish(plan)}.`,
      why: 'The script of the add-on asks again and again, and hides what MetalLB answers. Mostly MetalLB was not up yet, or another pool has some of these addresses.',
      remedy: {
        says: 'Waits until MetalLB is up and writes the pool itself, without the script of the add-on. If MetalLB still refuses it, its answer is shown.',
        commands: () => [
          { command: 'microk8s kubectl get pods -n metallb-system', why: 'until all are ready' },
          { command: 'microk8s kubectl apply -f -', why: `writes the pool ${OWN_POOL} and its announcement` },
        ],
        script: (plan) => sh`pool=${wish(plan)}

${raw(functions)}
namespace=$(metallb_namespace) || give_up 'MetalLB is not on: run the step itself.'
take_pool
`,
        breaks: 'Nothing.',
      },
    },
    ...addonFaults,
  ],
  undo: () => ({
    runs: ['microk8s disable metallb'],
    script: `disable_addon metallb
wait_until 120 'namespace metallb-system to be gone' bash -c '! /snap/bin/microk8s kubectl get namespace metallb-system' ||
  give_up 'The namespace metallb-system was not gone within 120 s.'
`,
    breaks:
      'All services lose the addresses that MetalLB gave them. BinderHub cannot be reached by them any more.',
  }),
  watches: () => ['metallb-system'],
})

/** One of MetalLB's two parts, of the add-on or by hand. */
function part(seen: ClusterSeen, kind: 'Deployment' | 'DaemonSet', component: string): WorkloadSeen[] {
  return workloads(
    seen,
    kind,
    ({ labels }) =>
      (labels.app === 'metallb' && labels.component === component) ||
      (labels['app.kubernetes.io/name'] === 'metallb' && labels['app.kubernetes.io/component'] === component),
  )
}

/** The add-on's own pool has to be the wish; one made by hand is taken over when it has all of it. */
function hasWish({ name, addresses, autoAssign }: AddressPool, plan: Plan): boolean {
  const wanted = parseRange(wish(plan))
  const ranges = addresses.map(parseRange)
  if (!wanted || !autoAssign) return false
  const [only] = ranges
  if (name === OWN_POOL) return ranges.length === 1 && only != null && sameRange(only, wanted)
  return ranges.some((range) => range !== null && covers(range, wanted))
}

const poolWords = ({ name, addresses, autoAssign }: AddressPool): string =>
  `Pool ${name} has ${addresses.join(', ') || 'no addresses'}${autoAssign ? '' : ', only for services that name it'}`

/** A sentence that names the services whose address the change takes away. */
function moving(seen: ClusterSeen, plan: Plan): string {
  const wanted = parseRange(wish(plan))
  const lost = (seen.objects ?? []).flatMap(({ kind, metadata, status }) => {
    if (kind !== 'Service') return []
    const { ingress } = (status?.loadBalancer ?? {}) as { ingress?: { ip?: string }[] }
    const address = ingress?.[0]?.ip
    const number = address === undefined ? null : parseIpv4(address)
    if (number === null || (wanted && contains(wanted, number))) return []
    return [`${metadata.namespace}/${metadata.name} (${address})`]
  })
  return lost.length === 0 ? '' : ` These services would get another address: ${lost.join(', ')}.`
}
