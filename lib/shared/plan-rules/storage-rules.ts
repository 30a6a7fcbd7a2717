import { formatBytes } from '../format.ts'
import type { Plan } from '../plan.ts'
import type { FileSystemSeen, FolderSeen, PlanLook } from '../plan-look.ts'
import { careful, type PlanProblem, wrong } from './plan-problem.ts'

const PATH = 'storage.path'

/** With less, the hub's own gigabyte hardly fits, nor a builder's first image. */
const TINY = 5e9
const SMALL = 20e9

/** Folders that the system, or another program, looks after by itself. */
const NOT_FOR_FILES =
  /^\/(bin|boot|dev|etc|lib|lib64|proc|run|sbin|snap|sys|tmp|usr|var\/(tmp|lib\/(docker|containerd|kubelet|snapd)))(\/|$)/

/** The folder that people's files live in. What `look` has not seen of it is found when the plan is saved. */
export function storageProblems({ storage }: Pick<Plan, 'storage'>, look: PlanLook | null): PlanProblem[] {
  const { path } = storage
  if (!path.startsWith('/'))
    return [wrong(PATH, 'Write the folder from the root on, with a / in front: /srv/k8s-storage.')]
  const folder = look?.folders.find((seen) => seen.path === path) ?? null
  const real = folder?.real ?? path
  const through = real === path ? '' : `${path} leads to ${real}. `
  if (NOT_FOR_FILES.test(`${real}/`))
    return [
      wrong(
        PATH,
        `${through}What lies in ${real} is looked after by the system, which may delete it. Choose a folder such as /srv/k8s-storage.`,
      ),
    ]
  if (folder?.is === 'dead-link')
    return [wrong(PATH, `${path} is a link to ${real}, which is not there. Choose another folder.`)]
  if (folder?.is === 'file' || folder?.is === 'within-file')
    return [
      wrong(
        PATH,
        folder.is === 'file'
          ? `${through}${real} is a file, no folder. Choose another name.`
          : `${through}Something on the way to ${real} is a file, no folder. Choose another one.`,
      ),
    ]
  const disk = look && fileSystemOf(real, folder, look.fileSystems)
  if (disk?.unfit)
    return [wrong(PATH, `${through}People's files cannot live on ${disk.mount}: ${disk.unfit}.`)]
  if (disk && disk.free < TINY)
    return [
      wrong(
        PATH,
        `${through}${disk.mount} has ${formatBytes(disk.free)} free. At least ${formatBytes(TINY)} are needed. Choose a folder on a larger disk.`,
      ),
    ]
  const problems: PlanProblem[] = []
  if (through) problems.push(careful(PATH, `${through}That is where the files will be.`))
  if (disk && disk.free < SMALL)
    problems.push(
      careful(PATH, `${disk.mount} has only ${formatBytes(disk.free)} free. A class of people fills that.`),
    )
  if (folder?.is === 'folder' && !folder.empty && look?.cluster == null)
    problems.push(
      careful(PATH, `${real} has something in it already. It stays; volumes get folders of their own.`),
    )
  return problems
}

/** What the server said of the folder itself, else the longest mount point that the path begins with. */
export function fileSystemOf(
  path: string,
  folder: FolderSeen | null,
  fileSystems: readonly FileSystemSeen[],
): FileSystemSeen | null {
  if (folder) return folder.on
  const [nearest] = fileSystems
    .filter(({ mount }) => mount === '/' || path === mount || path.startsWith(`${mount}/`))
    .sort((a, b) => b.mount.length - a.mount.length)
  return nearest ?? null
}
