import type { FileSystemSeen } from '../../../shared/plan-look.ts'
import { dfLine } from '../../probe/df-line.ts'
import { OF_THE_NETWORK, unfitFor } from '../../steps/seen/unfit-for.ts'
import type { Observation } from '../../steps/step.ts'

/** Under these, something else decides what stays. */
const NOT_OURS =
  /^\/(boot|dev|proc|run|snap|sys|tmp|var\/(snap|tmp|lib\/(docker|containerd|kubelet|snapd)))(\/|$)/

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
