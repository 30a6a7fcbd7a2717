import type { NodeRow } from '../../lib/shared/node-row.ts'
import type { Amounts, PodRow } from '../../lib/shared/pod-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** A node, and what its pods ask for together. */
export interface NodeLine extends NodeRow {
  /** Null while the pods are not known. */
  requested: { cpuMilli: number; memoryBytes: number; pods: number } | null
  /** What really is used of it, everything that runs there included. Null where nobody measures. */
  used: Amounts | null
}

/** Nodes with what the scheduler counts as taken on each, and what is used. `pods`: null while they are not known. */
export function nodeLines(
  nodes: readonly NodeRow[],
  pods: readonly PodRow[] | null,
  usage: ReadonlyMap<string, Amounts>,
): readonly NodeLine[] {
  const taken = new Map(nodes.map(({ name }) => [name, { cpuMilli: 0, memoryBytes: 0, pods: 0 }]))
  for (const { node, phase, requests } of pods ?? []) {
    const on = taken.get(node ?? '')
    // What is through asks for nothing any more.
    if (!on || phase === 'Succeeded' || phase === 'Failed') continue
    on.cpuMilli += requests.cpuMilli
    on.memoryBytes += requests.memoryBytes
    on.pods += 1
  }
  return nodes.map((node) => {
    const { cpuMilli, memoryBytes } = usage.get(node.name) ?? {}
    return {
      ...node,
      requested: pods && (taken.get(node.name) ?? null),
      used: cpuMilli === undefined || memoryBytes === undefined ? null : { cpuMilli, memoryBytes },
    }
  })
}

/** Everything that a node itself complains about: conditions that are not as they should be. */
export function complaintsOf({ conditions }: NodeRow): NodeRow['conditions'] {
  return conditions.filter(({ type, status }) => (type === 'Ready' ? status !== 'True' : status !== 'False'))
}

const SAID: Readonly<Record<string, string>> = {
  MemoryPressure: 'Memory is short',
  DiskPressure: 'Disk is full',
  PIDPressure: 'Too many processes',
  NetworkUnavailable: 'No network for pods',
}

/** How a node is. */
export function standingOfNode(node: NodeRow): Standing {
  const [first, ...others] = complaintsOf(node).toSorted(
    (a, b) => Number(b.type === 'Ready') - Number(a.type === 'Ready'),
  )
  if (first) {
    const said = [first, ...others].map(({ type, message }) => `${type}: ${message}`).join('\n')
    if (first.type === 'Ready')
      return standing('fail', first.status === 'Unknown' ? 'Does not answer' : 'Not ready', said)
    return standing(first.status === 'Unknown' ? 'unk' : 'warn', SAID[first.type] ?? first.type, said)
  }
  if (!node.isReady) return standing('unk', 'Not known')
  return node.cordoned === null
    ? standing('ok', 'Ready')
    : standing('wait', 'Takes no new pods', 'Ready, SchedulingDisabled')
}

const PROGRAMS: Readonly<Record<string, string>> = {
  'image-cleaner': 'BinderHub’s image cleaner',
  'kubectl-cordon': 'kubectl cordon',
  'kubectl-drain': 'kubectl drain',
  'kubectl-patch': 'kubectl patch',
  'kubectl-edit': 'kubectl edit',
}

/** By whom a node takes no new pods: "kubectl cordon"; empty for one that takes them. */
export function cordonedBy({ cordoned }: NodeRow): string {
  if (cordoned === null) return ''
  if (cordoned.by === '') return 'somebody'
  return PROGRAMS[cordoned.by] ?? (cordoned.by.toLowerCase().startsWith('bindery') ? 'Bindery' : cordoned.by)
}
