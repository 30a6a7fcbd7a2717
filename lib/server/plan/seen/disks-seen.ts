import type { FileSystemSeen } from '../../../shared/plan-look.ts'
import type { Observation } from '../../steps/step.ts'
import { dfLine } from './df-line.ts'

/** Under these, something else decides what stays. */
const NOT_OURS =
  /^\/(boot|dev|proc|run|snap|sys|tmp|var\/(snap|tmp|lib\/(docker|containerd|kubelet|snapd)))(\/|$)/
const OF_THE_NETWORK = /^(nfs|cifs|smb|9p|afs|ceph|gluster|fuse\.(sshfs|s3fs|rclone))/
const IN_MEMORY = /^(tmpfs|devtmpfs|ramfs|overlay|squashfs|iso9660|vfat|efivarfs)/

/** Real file systems with their room. `overlay` counts for the root only, as in a container that is a server. */
export const disksSeen: Observation<FileSystemSeen[]> = {
  id: 'plan-disks',
  ask: () => 'timeout 5 df -PTB1; echo; cat /proc/mounts',
  parse({ text }) {
    const [df = '', mounts = ''] = text.split('\n\n')
    const readOnly = new Set(
      mounts
        .split('\n')
        .map((line) => line.split(' '))
        .filter(([, , , options = '']) => options.split(',').includes('ro'))
        .map(([, mount = '']) => mount.replaceAll('\\040', ' ')),
    )
    const seen = new Map<string, FileSystemSeen>()
    for (const line of df.split('\n').slice(1)) {
      const found = dfLine(line)
      if (!found || NOT_OURS.test(found.mount)) continue
      const { type, mount } = found
      const unfit = unfitFor(type, mount, readOnly.has(mount))
      if (unfit === null || OF_THE_NETWORK.test(type) || readOnly.has(mount))
        seen.set(mount, { ...found, unfit })
    }
    return [...seen.values()]
  },
}

/** Why people's files cannot live on a file system; null where they can. */
export function unfitFor(type: string, mount: string, readOnly: boolean): string | null {
  if (readOnly) return 'it is read-only'
  if (OF_THE_NETWORK.test(type)) return `it is on the network (${type}), where databases lose data`
  if (IN_MEMORY.test(type) && !(type === 'overlay' && mount === '/')) return `it is no disk (${type})`
  return null
}
