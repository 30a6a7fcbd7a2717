import type { Facts } from '../../lib/shared/facts.ts'
import { formatBytes, formatDuration } from '../../lib/shared/format.ts'
import type { RootBy, Verdict } from './verdict.ts'

const GB = 1e9
/** A machine sold with 8 GB shows a little less: the kernel keeps some for itself. */
const MEMORY_NEEDED = 7.6 * GB
const DISK_NEEDED = 40 * GB
const CLOCK_MS = 30_000

/** Whether Bindery knows this distribution, its version and its architecture. */
export function judgeSystem({ os, arch }: Facts): Verdict {
  const base = { fact: 'System', needed: 'Ubuntu 20.04 or newer, x86_64' }
  if (os === null) return { ...base, found: 'could not be read', kind: 'unk', word: 'Not known' }
  const found = `${os.pretty}, ${arch}`
  if (os.id !== 'ubuntu')
    return { ...base, found, kind: 'fail', word: 'Not Ubuntu', say: `it runs ${os.pretty}, not Ubuntu` }
  if (!(Number.parseFloat(os.version) >= 20.04))
    return {
      ...base,
      found,
      kind: 'fail',
      word: 'Too old',
      say: `its Ubuntu ${os.version} is older than 20.04`,
    }
  if (arch !== 'x86_64')
    return {
      ...base,
      found,
      kind: 'fail',
      word: 'Other processor',
      say: `its processor is ${arch}, and BinderHub's images are made for x86_64`,
    }
  return { ...base, found, kind: 'ok', word: 'Fits' }
}

/** Whether memory is enough. Cores are shown with it, and not judged. */
export function judgeMemory({ cores, memory }: Facts): Verdict {
  const base = { fact: 'Cores and memory', needed: '8 GB' }
  const coreText = cores === null ? 'cores not known' : `${cores} ${cores === 1 ? 'core' : 'cores'}`
  if (memory === null) return { ...base, found: coreText, kind: 'unk', word: 'Not known' }
  const size = formatBytes(memory.total)
  const found = `${coreText}, ${size}`
  return memory.total >= MEMORY_NEEDED
    ? { ...base, found, kind: 'ok', word: 'Fits' }
    : { ...base, found, kind: 'fail', word: 'Too little', say: `it has ${size} of memory and needs 8 GB` }
}

/** Whether the disk under /var, where MicroK8s keeps images and volumes, has room. */
export function judgeDisk({ disks }: Facts): Verdict {
  const base = { fact: 'Disk', needed: '40 GB free' }
  // MicroK8s keeps images and volumes below /var, which often is no file system of its own.
  const disk = disks.find(({ path }) => path === '/var') ?? disks.find(({ path }) => path === '/')
  if (disk === undefined) return { ...base, found: 'could not be read', kind: 'unk', word: 'Not known' }
  const found = `${formatBytes(disk.free)} free of ${formatBytes(disk.total)} on ${disk.path}`
  return disk.free >= DISK_NEEDED
    ? { ...base, found, kind: 'ok', word: 'Fits' }
    : {
        ...base,
        found,
        kind: 'fail',
        word: 'Too full',
        say: `${disk.path} has ${formatBytes(disk.free)} free and needs 40 GB`,
      }
}

/** How the user becomes root; every way fits. */
export function judgeRoot(user: string, rootBy: RootBy): Verdict {
  const base = { fact: 'Root', needed: 'any way to root', kind: 'ok', word: 'Fits' } as const
  switch (rootBy) {
    case 'root':
      return { ...base, found: 'signs in as root' }
    case 'sudo':
      return { ...base, found: `${user} may use sudo without a password` }
    case 'sudo-password':
      return { ...base, found: `${user} may use sudo with a password` }
    case null:
      return { ...base, found: 'not known while the link is down', kind: 'unk', word: 'Not known' }
  }
}

/** Whether the hostname is one that Kubernetes takes as the name of a node. */
export function judgeHostname({ hostname }: Facts): Verdict {
  const base = { fact: 'Host name', found: hostname || 'could not be read', needed: 'lower case, no _' }
  if (hostname === '') return { ...base, kind: 'unk', word: 'Not known' }
  if (!/[A-Z_]/.test(hostname)) return { ...base, kind: 'ok', word: 'Fits' }
  return {
    ...base,
    kind: 'warn',
    word: 'Change it first',
    say: 'change its host name first',
    note: {
      lead: `Kubernetes does not take ${hostname} as the name of a node.`,
      text: 'Names have small letters, digits, - and dots only. Give the server another name:',
      command: `hostnamectl set-hostname ${hostname.toLowerCase().replaceAll('_', '-')}`,
    },
  }
}

/** Whether snaps can be installed: MicroK8s is one. */
export function judgeSnapd({ snapd, systemd }: Facts): Verdict {
  const base = { fact: 'snapd', needed: 'snapd and systemd' }
  if (systemd === null)
    return { ...base, found: 'no systemd', kind: 'fail', word: 'Missing', say: 'it does not run systemd' }
  if (snapd === null)
    return {
      ...base,
      found: 'no snapd',
      kind: 'warn',
      word: 'Install it first',
      say: 'install snapd first',
      note: {
        lead: 'MicroK8s comes as a snap, and snapd is not here.',
        text: 'On Ubuntu it is one package:',
        command: 'apt-get install snapd',
      },
    }
  return { ...base, found: `snapd ${snapd}, systemd ${systemd}`, kind: 'ok', word: 'Fits' }
}

/** Whether the clock is right enough for certificates and tokens. */
export function judgeClock({ clockSkewMs }: Facts): Verdict {
  const base = { fact: 'Clock', needed: 'within 30 s' }
  if (clockSkewMs === null) return { ...base, found: 'could not be read', kind: 'unk', word: 'Not known' }
  const off = Math.abs(clockSkewMs)
  if (off < 1000) return { ...base, found: 'right to the second', kind: 'ok', word: 'Fits' }
  const found = `${formatDuration(off)} ${clockSkewMs < 0 ? 'behind' : 'ahead'}`
  if (off <= CLOCK_MS) return { ...base, found, kind: 'ok', word: 'Fits' }
  return {
    ...base,
    found,
    kind: 'warn',
    word: 'Set it first',
    say: 'set its clock first',
    note: {
      lead: `The clock is ${found}.`,
      text: 'Registry sign-ins and certificates can be refused, with errors that never mention time. Synchronisation is switched on with',
      command: 'timedatectl set-ntp true',
    },
  }
}
