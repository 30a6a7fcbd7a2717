import { formatBytes } from '../../../shared/format.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { FileSystemSeen, Proposal } from '../../../shared/plan-look.ts'
import type { ClusterObjects } from '../seen/cluster-for-plan.ts'

type Storage = Plan['storage']

/** The folder that Bindery proposes on a file system. */
export function folderOn(mount: string): string {
  return mount === '/' ? '/srv/k8s-storage' : `${mount}/k8s-storage`
}

/** Where people's files live: where the cluster keeps them, else a folder on the largest disk. */
export function proposeStorage(
  fileSystems: readonly FileSystemSeen[],
  cluster: ClusterObjects | null,
): Proposal<Storage> {
  const there = adopted(cluster)
  const fit = fileSystems
    .filter(({ unfit }) => unfit === null)
    // Where two have about the same room, as parts of one disk do, the root is the plainer place.
    .sort((a, b) => (Math.abs(a.free - b.free) < 2e9 ? a.mount.length - b.mount.length : b.free - a.free))
    .slice(0, 4)
    .map(({ mount, free }) => ({
      value: { kind: 'hostpath', path: folderOn(mount) } satisfies Storage,
      why: `${formatBytes(free)} free on ${mount === '/' ? 'the root disk' : mount}.`,
    }))
  const usual = {
    value: { kind: 'hostpath', path: folderOn('/') } satisfies Storage,
    why: 'The usual place. The room on the disks could not be read.',
  }
  const [best, ...alternatives] = there ? [there, ...fit] : fit.length > 0 ? fit : [usual]
  return { ...(best ?? usual), alternatives }
}

/** The class that claims get now, if we could have made it. */
function adopted(cluster: ClusterObjects | null): { value: Storage; why: string } | null {
  const candidates = (cluster?.storageClasses ?? []).filter(({ path }) => path !== null)
  const own = candidates.find(({ isDefault }) => isDefault) ?? candidates[0]
  if (!own?.path) return null
  return {
    value: {
      kind: own.provisioner === 'openebs.io/local' ? 'openebs' : 'hostpath',
      path: own.path.replace(/(?<=.)\/$/, ''),
    },
    why: `This is where the storage class ${own.name} keeps volumes now.`,
  }
}
