import type { Plan } from '../../shared/plan.ts'
import type { DiskFolders } from './measure-disk.ts'

const SNAP = '/var/snap/microk8s/common'

/** Where things lie by the plan; without one, where MicroK8s and the chart put them by themselves (domain notes 4). */
export function diskFolders(plan: Plan | null): DiskFolders {
  return {
    images: `${SNAP}/var/lib/containerd`,
    builder: plan?.builder === 'host' ? '/var/lib/docker' : '/var/lib/dind',
    volumes: plan?.storage.path ?? `${SNAP}/default-storage`,
  }
}
