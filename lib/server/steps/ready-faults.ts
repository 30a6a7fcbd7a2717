import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFirewallCommands, openFirewallScript } from './firewall.ts'
import { cluster } from './seen/cluster.ts'
import { firewall } from './seen/firewall.ts'
import { machine } from './seen/machine.ts'
import { microk8s } from './seen/microk8s.ts'
import type { Fault } from './step.ts'

const start = readFileSync(join(import.meta.dirname, 'script', 'start-microk8s.sh'), 'utf8')

/** What `ready` looks at, for its check and for telling its faults. */
export const readySees = { microk8s, cluster, firewall, machine }

/** A pod cannot reach the API through its address inside the cluster, 10.152.183.1 (domain.md 1.1, firewall). */
export const apiUnreachable =
  /https:\/\/10\.152\.183\.1\b.*(?:context deadline exceeded|i\/o timeout|no route to host)|dial tcp 10\.152\.183\.1:443: (?:i\/o timeout|connect: no route to host)/

/** The way out where ufw throws the packets of pods away; other steps meet it too. */
export const firewallRemedy = {
  says: 'Adds the rules that are missing, allows routing, and restarts MicroK8s. Your SSH port is allowed first, so you stay connected.',
  commands: () => [...openFirewallCommands, { command: 'snap restart microk8s', why: '30 to 60 s' }],
  script: () => `(
${openFirewallScript})
show snap restart microk8s
`,
  breaks:
    'Nothing while nobody is on it. Otherwise people wait for about a minute while Kubernetes restarts.',
}

export const readyFaults: readonly Fault<typeof readySees>[] = [
  {
    id: 'firewall',
    line: apiUnreachable,
    seen: ({ firewall: { state } }) => state === 'active',
    what: () => 'Pods cannot reach the API at 10.152.183.1, so the network does not come up.',
    why: 'ufw is active and denies what comes from pods. Right after a reboot this also happens when its rules were loaded in the wrong order.',
    remedy: firewallRemedy,
  },
  {
    id: 'forward-drop',
    line: /^-P FORWARD DROP/,
    seen: ({ firewall: { state } }) => state !== 'active',
    what: () => 'The kernel throws away packets from one pod to another.',
    why: 'The policy of its FORWARD chain is DROP. Docker on the same server sets it so when it starts.',
    remedy: {
      says: 'Lets packets through again, and restarts MicroK8s. Docker may set it back when it restarts.',
      commands: () => [
        { command: 'iptables -P FORWARD ACCEPT', why: 'as microk8s inspect advises' },
        { command: 'snap restart microk8s', why: '30 to 60 s' },
      ],
      script: () => `show iptables -P FORWARD ACCEPT
show snap restart microk8s
`,
      breaks: 'A server that must not route between its networks does so from now on.',
    },
  },
  {
    id: 'low-memory',
    line: /does not have enough RAM|low-memory-guard/,
    seen: ({ microk8s: { lowMemory } }) => lowMemory,
    what: () => 'MicroK8s stopped itself: this server has too little memory.',
    why: 'With less than 512 MB it does not start the parts of Kubernetes at all.',
    advice: 'Give the server at least 4 GB, better 8 GB of memory. Then run on it: microk8s start',
  },
  {
    id: 'hostname',
    seen: ({ machine: { hostname } }) => /[A-Z_]/.test(hostname),
    what: () => 'The node does not register, because Kubernetes does not take the host name of this server.',
    why: 'It has capitals or an underscore. Names in Kubernetes have small letters, digits, - and dots only.',
    advice: 'Run the remedy of the step "Look at the server", then on the server: snap restart microk8s',
  },
  {
    id: 'stopped',
    line: /^stopped: These services of MicroK8s do not run|^microk8s is not running, try microk8s start/,
    what: () => 'MicroK8s is installed and does not run.',
    why: 'It was stopped with microk8s stop, or one of its services ended and stayed down.',
    remedy: {
      says: 'Starts MicroK8s and waits until its services run.',
      commands: () => [{ command: 'microk8s start', why: 'up to a minute' }],
      script: () => start,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'stays-down',
    line: /^stopped: MicroK8s does not stay up/,
    what: () => 'MicroK8s was started and did not stay up.',
    why: 'One of its services ends as soon as it starts. Its last words are in the transcript.',
    advice:
      'Often the disk is full or the address of the server has changed: df -h /var and microk8s inspect tell. When that is mended, run on the server: microk8s start',
  },
  {
    id: 'certificates',
    line: /x509: certificate (?:has expired|is valid for|signed by)/,
    what: () => 'The certificate of the Kubernetes API is not accepted.',
    why: 'It has expired, or the address of this server has changed since it was made.',
    remedy: {
      says: 'Makes a new certificate for the API and restarts Kubernetes. Keys and the data of the cluster stay.',
      commands: () => [{ command: 'microk8s refresh-certs --cert server.crt', why: 'about a minute' }],
      script: () => `show /snap/bin/microk8s refresh-certs --cert server.crt
`,
      breaks:
        'Kubernetes restarts: people wait for about a minute. Kubeconfig files that were given out stay good.',
    },
  },
  {
    id: 'network-crashes',
    line: /^pod\/(calico-\S+) CrashLoopBackOff/,
    what: (match) => `A pod of the network, ${match?.[1] ?? 'of Calico'}, starts and ends again and again.`,
    why: 'Its last words are in the transcript, and at the end what microk8s inspect warns of.',
    remedy: {
      says: 'Restarts MicroK8s. Often the network then comes up.',
      commands: () => [{ command: 'snap restart microk8s', why: '30 to 60 s' }],
      script: () => `show snap restart microk8s
`,
      breaks:
        'Nothing while nobody is on it. Otherwise people wait for about a minute while Kubernetes restarts.',
    },
  },
  {
    id: 'not-in-time',
    line: /^stopped: (?:MicroK8s did not get ready|The pods of the network were not ready)/,
    what: () => 'Kubernetes did not get ready in time.',
    why: 'A slow disk or a slow network can be all there is to it: the images of the network are fetched now. The lines above tell how far it got.',
    advice:
      'Run the step again: it goes on where it was. If the same pod is still missing then, look at its last words in the transcript.',
  },
]
