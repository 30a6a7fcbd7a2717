import { type Diagnosis, type Remedy, toLaunches } from './diagnosis.ts'
import type { ConditionFacts, NodeFacts } from './facts.ts'

/** "True", "False" or "Unknown", as the cluster says of a node. */
export function readyOf({ conditions }: NodeFacts): string {
  return conditions.find(({ type }) => type === 'Ready')?.status ?? 'Unknown'
}

const PRESSURES: readonly {
  type: string
  situation: 'disk-pressure' | 'memory-pressure'
  what: string
  why: string
  advice: string
}[] = [
  {
    type: 'DiskPressure',
    situation: 'disk-pressure',
    what: 'Its disk is nearly full',
    why: 'Kubernetes ends pods here and starts no new ones until there is room. Nobody can launch.',
    advice:
      'Make room: clean up images of the builder and of Kubernetes, then volumes. Then delete the pods that were evicted.',
  },
  {
    type: 'MemoryPressure',
    situation: 'memory-pressure',
    what: 'Its memory is used up',
    why: 'Kubernetes ends pods here, those over their promise first, and starts none without one.',
    advice: 'Stop idle sessions; then lower the memory limits, or add memory.',
  },
  {
    type: 'PIDPressure',
    situation: 'memory-pressure',
    what: 'It runs too many processes',
    why: 'Kubernetes ends pods here until there are fewer.',
    advice: 'Find the session that starts them: its terminal shows ps aux.',
  },
]

/** What is wrong with a node; null where nothing is. */
export function nodeTrouble(node: NodeFacts): Diagnosis | null {
  const condition = (type: string): ConditionFacts | undefined =>
    node.conditions.find((each) => each.type === type)
  const ready = condition('Ready')
  if (ready?.status !== 'True')
    return {
      situation: 'node-not-ready',
      kind: 'fail',
      what: 'It does not answer Kubernetes',
      why: 'Its kubelet is stopped, is starting, or cannot reach the API. What runs here may run on; nothing new starts.',
      advice:
        'After a reboot that takes up to two minutes. Otherwise: sudo snap restart microk8s, then microk8s inspect.',
      evidence: ready ? ready.message || ready.reason : null,
      at: ready?.since ?? null,
      remedies: [{ does: 'step', step: 'ready', label: 'Open the Kubernetes step' }],
    }
  for (const { type, ...pressure } of PRESSURES) {
    const seen = condition(type)
    if (seen?.status === 'True')
      return {
        ...pressure,
        kind: 'fail',
        evidence: seen.message || seen.reason,
        at: seen.since,
        remedies: type === 'DiskPressure' ? [] : [toLaunches],
      }
  }
  if (!node.cordoned) return null
  const uncordon: Remedy = {
    does: 'uncordon',
    object: { kind: 'Node', namespace: null, name: node.name, uid: node.uid },
    label: `Uncordon ${node.name}…`,
  }
  return {
    situation: 'cordoned',
    kind: 'warn',
    what: node.cordonedByCleaner
      ? 'The image cleaner closed it for new pods'
      : 'It is cordoned: it takes no new pods',
    why: node.cordonedByCleaner
      ? 'It does so while it cleans. If it was stopped meanwhile, the server stays closed; on a single server nobody can launch.'
      : 'Somebody closed it, by hand or before maintenance. What runs here runs on; nobody can launch.',
    advice: node.cordonedByCleaner
      ? 'Uncordon it, and set imageCleaner.cordon to false: with one server it only does harm.'
      : 'Uncordon it once the maintenance is over.',
    evidence: null,
    at: null,
    remedies: [uncordon],
  }
}
