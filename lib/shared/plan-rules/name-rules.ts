import { kubeVersionFits } from '../kube-version.ts'
import type { Plan } from '../plan.ts'
import type { PlanLook } from '../plan-look.ts'
import { careful, type PlanProblem, wrong } from './plan-problem.ts'

/** Namespaces that Kubernetes, or an add-on that the install turns on, lives in. */
const TAKEN = new Set([
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'metallb-system',
  'openebs',
  'container-registry',
  'ingress',
  'cert-manager',
])

/** Namespace and release: free, or the BinderHub that is there. */
export function nameProblems(
  { namespace, release }: Pick<Plan, 'namespace' | 'release'>,
  look: PlanLook | null,
): PlanProblem[] {
  if (TAKEN.has(namespace) || namespace.startsWith('kube-'))
    return [
      wrong(
        'namespace',
        `${namespace} belongs to Kubernetes or an add-on. BinderHub needs one of its own, such as binder.`,
      ),
    ]
  const releases = look?.cluster?.releases ?? []
  const here = releases.filter((one) => one.namespace === namespace)
  const same = here.find((one) => one.name === release)
  if (same && same.chart !== 'binderhub')
    return [
      wrong(
        'release',
        `There is a release ${release} of ${same.chart} in ${namespace} already. Choose another name.`,
      ),
    ]
  const binder = releases.find(({ chart }) => chart === 'binderhub')
  const otherHub = here.find((one) => one.chart === 'binderhub' && one.name !== release)
  if (otherHub)
    return [
      wrong(
        'release',
        `BinderHub is in ${namespace} already, as ${otherHub.name}. A second one does not fit in: write ${otherHub.name} to take that over.`,
      ),
    ]
  if (here.length > 0 && !same)
    return [
      careful(
        'namespace',
        `${namespace} has ${here.map(({ name }) => name).join(', ')} in it. A namespace of its own is easier to remove.`,
      ),
    ]
  if (binder && binder.namespace !== namespace)
    return [
      careful(
        'namespace',
        `BinderHub runs in ${binder.namespace} already, as ${binder.name}. This would be a second one beside it.`,
      ),
    ]
  return []
}

/** Chart and Kubernetes: a pair that Helm accepts, and versions that there are. */
export function versionProblems(
  { channel, chartVersion }: Pick<Plan, 'channel' | 'chartVersion'>,
  look: PlanLook | null,
): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (look && look.channels.length > 0 && !look.channels.some(({ name }) => name === channel))
    problems.push(
      wrong('channel', `The snap store has no channel ${channel} of MicroK8s. Choose one of the list.`),
    )
  const chart = look?.charts.versions.find(({ version }) => version === chartVersion)
  if (look && look.charts.versions.length > 0 && !chart)
    problems.push(
      wrong('chartVersion', `The chart repository has no version ${chartVersion}. Choose one of the list.`),
    )
  const kubernetes = look?.cluster?.kubernetes ?? channel.split('/')[0] ?? ''
  if (chart && kubeVersionFits(chart.kubeVersion, kubernetes) === false)
    problems.push(
      wrong(
        'chartVersion',
        `This chart wants Kubernetes ${chart.kubeVersion.replace(/-0$/, '')}, and ${look?.cluster?.kubernetes ? 'the server has' : 'the channel brings'} ${kubernetes}. Choose an older chart or a newer channel.`,
      ),
    )
  return problems
}
