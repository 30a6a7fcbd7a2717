import { randomBytes } from 'node:crypto'
import type { InitialFiles } from 'just-bash'

const GIB = 1024 ** 3

/** The machine that the practice server plays: small, and large enough for BinderHub. */
export const MACHINE = {
  cores: 4,
  memory: 16 * GIB,
  disk: { total: 96 * GIB, free: 81 * GIB },
  kernel: '6.8.0-64-generic',
  interface: 'enp1s0',
  address: '10.20.0.10',
  gateway: '10.20.0.1',
  prefix: 24,
} as const

/** What an Ubuntu server has in its files, as far as steps and probes look. */
export function bareFiles(bootId: string): InitialFiles {
  const kib = (bytes: number): string => String(Math.round(bytes / 1024))
  return {
    '/etc/os-release': `PRETTY_NAME="Ubuntu 24.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.3 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
`,
    '/etc/hostname': 'practice\n',
    '/etc/hosts': '127.0.0.1 localhost\n127.0.1.1 practice\n',
    '/etc/resolv.conf': 'nameserver 127.0.0.53\n',
    '/run/systemd/resolve/resolv.conf': `nameserver ${MACHINE.gateway}\n`,
    '/run/systemd/system/.keep': '',
    '/etc/default/ufw': 'DEFAULT_FORWARD_POLICY="DROP"\n',
    // The process that `ss` names for every port of MicroK8s.
    '/proc/812/cgroup': '0::/system.slice/snap.microk8s.daemon-kubelite.service\n',
    '/proc/meminfo': `MemTotal:       ${kib(MACHINE.memory)} kB
MemFree:        ${kib(MACHINE.memory * 0.7)} kB
MemAvailable:   ${kib(MACHINE.memory * 0.9)} kB
`,
    '/proc/uptime': '5230.12 20411.87\n',
    '/proc/loadavg': '0.08 0.05 0.01 1/212 4242\n',
    '/proc/sys/kernel/random/boot_id': `${bootId}\n`,
    '/proc/1/stat': '1 (systemd) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 12 0\n',
    '/proc/mounts': '/dev/vda1 / ext4 rw,relatime 0 0\n',
    '/dev/urandom': new Uint8Array(randomBytes(64)),
    '/home/ubuntu/.bashrc': '',
    '/root/.bashrc': '',
    '/var/lib/dpkg/lock-frontend': '',
    '/var/lib/dpkg/lock': '',
    '/var/lib/apt/lists/lock': '',
    '/var/lib/snapd/snaps/.keep': '',
    '/srv/.keep': '',
    '/tmp/.keep': '',
    '/mnt/.keep': '',
  }
}
