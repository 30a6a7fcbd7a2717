import type { Amounts } from '../../../shared/pod-row.ts'
import { readQuantity } from '../../../shared/quantity.ts'
import type { ContainerSpec } from './pod-status.ts'

/** What the containers of a pod ask for, or may use, together. A limit that one of them lacks is none for the pod: 0. */
export function amountsOf(containers: readonly ContainerSpec[] = [], which: 'requests' | 'limits'): Amounts {
  const each = containers.map(({ resources }) => {
    const amounts = resources?.[which] ?? {}
    return { cpu: readQuantity(amounts.cpu) ?? 0, memory: readQuantity(amounts.memory) ?? 0 }
  })
  const total = (part: 'cpu' | 'memory'): number =>
    which === 'limits' && each.some((one) => one[part] === 0)
      ? 0
      : each.reduce((sum, one) => sum + one[part], 0)
  return { cpuMilli: Math.round(total('cpu') * 1000), memoryBytes: Math.round(total('memory')) }
}
