import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatBytes } from '../../shared/format.ts'
import type { MachineSeen } from './seen/machine.ts'
import type { Fault } from './step.ts'

/** A reason not to install here. `finds` gives the observed fact, and null where all is well. */
export interface PreflightProblem extends Omit<Fault, 'seen' | 'line'> {
  finds(seen: MachineSeen): string | null
}

/** A server sold with 4 GB, less what the kernel keeps. Kubernetes alone takes 1 to 2 GB of it. */
const NEEDED_MEMORY = 3.6e9
const NEEDED_DISK = 15e9
/** With less nothing can be written any more, whatever is there already. */
const FULL_DISK = 1e9

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'script', name), 'utf8')
const script = {
  hostname: file('mend-hostname.sh'),
  installSnapd: file('install-snapd.sh'),
  startSnapd: file('start-snapd.sh'),
}

/** In the order in which a person should hear of them: what cannot be helped comes first. */
export const preflightProblems: readonly PreflightProblem[] = [
  {
    id: 'not-x86',
    finds: ({ arch }) => (arch === 'x86_64' ? null : `processor ${arch || 'unknown'}, not x86_64`),
    what: () => 'This server has no x86 processor.',
    why: 'The images of BinderHub, and those that it builds for people, are made for x86_64 only. On ARM (aarch64) every pod would end with "exec format error".',
    advice: 'Choose a server with an Intel or AMD processor.',
  },
  {
    id: 'not-ubuntu',
    finds: ({ os }) => (os?.id === 'ubuntu' ? null : `${os?.pretty ?? 'unknown'}, not Ubuntu`),
    what: () => 'This server does not run Ubuntu.',
    why: 'MicroK8s comes as a snap with classic confinement, and this install is made and tested for Ubuntu.',
    advice: 'Install Ubuntu Server 22.04 or 24.04 on it, or choose another server.',
  },
  {
    id: 'ubuntu-too-old',
    finds: ({ os }) =>
      os?.id === 'ubuntu' && !(Number.parseFloat(os.version) >= 20.04)
        ? `${os.pretty} is older than 20.04`
        : null,
    what: () => 'The Ubuntu of this server is too old.',
    why: 'MicroK8s needs the kernel and the snapd of Ubuntu 20.04 or newer.',
    advice: 'Upgrade the server with do-release-upgrade, or install Ubuntu Server 22.04 or 24.04 anew.',
  },
  {
    id: 'other-kubernetes',
    finds: ({ otherKubernetes }) =>
      otherKubernetes.length > 0 ? `${otherKubernetes.join(', ')} is on this server` : null,
    what: () => 'Another Kubernetes is on this server.',
    why: 'Two of them fight over ports, network rules and the container folders, and both break.',
    advice:
      'Choose another server. Or, if nobody needs the other one any more, take it off with all that runs in it: k3s-uninstall.sh, rke2-uninstall.sh, k0s reset, or kubeadm reset.',
  },
  {
    id: 'ports-taken',
    finds: ({ foreignPorts }) =>
      foreignPorts.length > 0
        ? foreignPorts.map(({ port, process }) => `port ${port} is taken by ${process}`).join(', ')
        : null,
    what: () => 'Something else listens on ports that Kubernetes needs.',
    why: 'The API of MicroK8s listens on 16443, its kubelet on 10250, its datastore on 19001 and its cluster agent on 25000; 6443 is the API of another Kubernetes. They cannot be shared.',
    advice:
      'Stop the program named under "Look at the server", or move it to another port: ss -ltnp shows it.',
  },
  {
    id: 'memory',
    finds: ({ memory }) =>
      memory !== null && memory < NEEDED_MEMORY ? `${formatBytes(memory)} of memory, 4 GB are needed` : null,
    what: () => 'This server has too little memory.',
    why: 'Kubernetes and BinderHub take about 2 GB before the first person comes, and each notebook and each build needs its own. With less, the kernel ends processes at random.',
    advice: 'Give the server at least 4 GB, better 8 GB or more, and look again.',
  },
  {
    id: 'disk-full',
    finds: ({ disk }) =>
      disk !== null && (disk.free < FULL_DISK || disk.inodesFree === 0)
        ? disk.inodesFree === 0
          ? 'the disk has no room for another file (no inodes left)'
          : `the disk is full, ${formatBytes(disk.free)} are left of ${formatBytes(disk.total)}`
        : null,
    what: () => 'The disk of this server is full.',
    why: 'Nothing can be installed without room to write.',
    advice:
      'Find what is big with: du -xh --max-depth=3 / | sort -h | tail -n 20. Often it is old logs (journalctl --vacuum-size=200M) or packages that were fetched (apt-get clean).',
  },
  {
    id: 'disk',
    finds: ({ disk, hasMicrok8s }) =>
      // Once MicroK8s is there, its images are a part of what is used.
      disk !== null && disk.free < NEEDED_DISK && disk.free >= FULL_DISK && !hasMicrok8s
        ? `${formatBytes(disk.free)} of disk free, 15 GB are needed`
        : null,
    what: () => 'There is too little free disk.',
    why: 'MicroK8s, BinderHub and the images of the first repositories take about 12 GB below /var. Kubernetes throws images and pods out when the disk runs full.',
    advice: 'Make room below /var, or give the server a larger disk. 40 GB or more are comfortable.',
  },
  {
    id: 'hostname',
    finds: ({ hostname }) =>
      /[A-Z_]/.test(hostname) ? `host name ${hostname} has capitals or an underscore` : null,
    what: () => 'Kubernetes does not take the host name of this server.',
    why: 'A node is called after its server, and names in Kubernetes have small letters, digits, - and dots only. The node would never appear.',
    remedy: {
      says: 'Gives the server the same name in small letters, with - in place of _. The old name goes on leading to this server in /etc/hosts.',
      commands: () => [
        {
          command: `hostnamectl set-hostname "$(uname -n | tr 'A-Z_' 'a-z-')"`,
          why: 'the same name as Kubernetes writes it',
        },
        { command: 'echo "127.0.1.1 $(uname -n)" >> /etc/hosts', why: 'so that sudo and others find it' },
      ],
      script: () => script.hostname,
      breaks:
        'Programs that know this server by its old name and are set up with it, such as a monitoring or a mail server on it. Sessions that are open go on.',
    },
  },
  {
    id: 'no-route',
    finds: ({ defaultRoute }) => (defaultRoute ? null : 'no default route'),
    what: () => 'This server has no way out of its own network.',
    why: 'Without a default route it reaches neither the snap store nor the image registries, and MicroK8s does not find out its own address.',
    advice:
      'Set a gateway, on Ubuntu in /etc/netplan, then run: netplan apply. ip route show default must print a line.',
  },
  {
    id: 'no-snapd',
    finds: ({ snapd }) => (snapd === 'missing' ? 'snapd is not installed' : null),
    what: () => 'snapd is not on this server.',
    why: 'MicroK8s comes as a snap, and snapd is what installs snaps.',
    remedy: {
      says: 'Installs snapd from the packages of Ubuntu.',
      commands: () => [
        { command: 'apt-get update' },
        { command: 'apt-get install -y snapd' },
        { command: 'systemctl enable --now snapd.socket', why: 'so that it answers now and after a reboot' },
      ],
      script: () => script.installSnapd,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'snapd-stopped',
    finds: ({ snapd }) => (snapd === 'stopped' ? 'snapd does not run' : null),
    what: () => 'snapd is installed and does not run.',
    why: 'Somebody stopped it, or it failed. MicroK8s comes as a snap, and snapd is what installs snaps.',
    remedy: {
      says: 'Starts snapd, now and at every boot.',
      commands: () => [{ command: 'systemctl enable --now snapd.socket snapd.service' }],
      script: () => script.startSnapd,
      breaks: 'Nothing.',
    },
  },
]
