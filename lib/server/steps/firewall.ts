import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FirewallSeen, firewall as seenFirewall } from './seen/firewall.ts'
import { type Microk8sSeen, microk8s } from './seen/microk8s.ts'
import { defineStep } from './step.ts'

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'script', name), 'utf8')

/** What lets pods through ufw. Used by the step, and by `ready` where it was skipped. */
export const openFirewallScript = file('open-firewall.sh')

/** The commands as a person would type them, each with what it is for. */
export const openFirewallCommands = [
  { command: 'ufw allow 22/tcp', why: 'the port of this connection, where no rule names it yet' },
  { command: 'ufw allow in on vxlan.calico', why: 'pods, between nodes' },
  { command: 'ufw allow out on vxlan.calico' },
  { command: 'ufw allow in on cali+', why: 'pods, on this node' },
  { command: 'ufw allow out on cali+' },
  { command: 'ufw default allow routed', why: 'packets from one pod to another' },
]

export const firewall = defineStep({
  id: 'firewall',
  group: 'Kubernetes',
  title: 'Let pods through the firewall',
  doing: 'Letting pods through the firewall.',
  why: 'ufw throws away what comes from a network that it does not know, and the network between pods is one. Without these rules pods reach neither each other nor the API.',
  usualSeconds: [2, 10],
  deadlineSeconds: 120,
  sees: { firewall: seenFirewall, microk8s },
  check({ firewall: seen, microk8s: { network } }) {
    switch (seen.state) {
      case 'missing':
        return { state: 'not-needed', evidence: 'ufw is not installed' }
      case 'inactive':
        return { state: 'not-needed', evidence: 'ufw: inactive' }
      case 'unknown':
        return { state: 'unknown', evidence: 'ufw did not say whether it is active' }
      case 'active': {
        const missing = missingRules(seen, network)
        return missing.length === 0
          ? {
              state: 'done',
              evidence: `ufw: active, pods may pass on ${interfacesOf(network).join(' and ')}`,
            }
          : { state: 'open', evidence: `ufw: active, missing: ${missing.join(', ')}` }
      }
    }
  },
  runs: () => [
    ...openFirewallCommands.map(({ command }) => command),
    '# where flannel is in place of Calico: in and out on cni0, and not on the other two',
  ],
  script: () => openFirewallScript,
  adds: () => [
    ...['in', 'out'].map((way) => ({
      kind: 'firewall-rule' as const,
      name: `ufw allow ${way} on the network of the pods: vxlan.calico and cali+, or cni0 with flannel`,
    })),
    { kind: 'firewall-rule', name: 'ufw default allow routed' },
  ],
  breaks: () =>
    'Nothing: rules are only added, and the port of this connection stays open. ufw is never switched on by Bindery. A server that routes between other networks lets those packets through as well from now on.',
  doneWhen: () =>
    'ufw status lists the rules for the network of the pods and allows routed packets, or ufw is not active',
  ifStopped: 'Some of the rules may be there. Each is complete by itself, and the next run adds the rest.',
  skip: 'With ufw active pods do not reach the API, and Kubernetes never becomes ready.',
  undo: () => ({
    runs: [
      'ufw delete RULE   # for each rule that this step added',
      'ufw default deny routed   # where it was so before',
    ],
    script: file('close-firewall.sh'),
    breaks:
      'Pods of this server no longer reach each other or the API while ufw is active. Rules of yours stay.',
  }),
})

/** The interfaces that pods come through. */
function interfacesOf(network: Microk8sSeen['network']): string[] {
  return network === 'flannel' ? ['cni0'] : ['vxlan.calico', 'cali+']
}

/** Rules that pods need and ufw does not have, in ufw's own words. */
export function missingRules(seen: FirewallSeen, network: Microk8sSeen['network']): string[] {
  return [
    ...interfacesOf(network).flatMap((name) => [
      ...(seen.in.includes(name) ? [] : [`allow in on ${name}`]),
      ...(seen.out.includes(name) ? [] : [`allow out on ${name}`]),
    ]),
    ...(seen.routed ? [] : ['default allow routed']),
  ]
}
