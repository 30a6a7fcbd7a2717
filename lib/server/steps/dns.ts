import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addonFaults } from './addon-faults.ts'
import { apiUnreachable, firewallRemedy } from './ready-faults.ts'
import { cluster, podsOf } from './seen/cluster.ts'
import { microk8s } from './seen/microk8s.ts'
import { defineStep } from './step.ts'

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'script', name), 'utf8')
const body = file('dns.sh')
const mendCorefile = file('mend-corefile.sh')

export const dns = defineStep({
  id: 'dns',
  group: 'Add-ons',
  title: 'DNS',
  doing: 'Giving services their names.',
  why: 'Pods find each other by name, and CoreDNS is who answers them. MicroK8s 1.28 and newer bring it up by themselves.',
  usualSeconds: [1, 60],
  deadlineSeconds: 1_200,
  sees: { cluster, microk8s },
  check({ cluster: seen, microk8s: { installed } }) {
    if (!installed) return { state: 'open', evidence: 'MicroK8s is not installed yet' }
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const pods = podsOf(seen, 'kube-system', 'coredns-').filter(({ status }) => status !== 'Terminating')
    const good = pods.filter((pod) => pod.ready)
    const bad = pods.find((pod) => !pod.ready)
    const count = `coredns ${good.length}/${pods.length}`
    if (pods.length === 0) return { state: 'open', evidence: 'there is no coredns' }
    if (!bad) return { state: 'done', evidence: count }
    const evidence = `${count}: ${bad.name} ${bad.status}, ${bad.restarts} restarts`
    if (bad.status === 'CrashLoopBackOff' || bad.status === 'Error')
      return { state: 'broken', evidence, fault: 'corefile' }
    return { state: 'open', evidence }
  },
  runs: () => ['microk8s enable dns'],
  script: () => body,
  adds: () => [{ kind: 'add-on', name: 'dns' }],
  breaks: () => 'Nothing. Where it is not on yet, the kubelet restarts once; pods notice nothing of it.',
  doneWhen: () => 'the pods of coredns in kube-system are Ready',
  ifStopped: 'The add-on may be half made. The next run goes on with it.',
  notes: [
    { pattern: 'already enabled', says: 'Newer versions of MicroK8s have it on from the start.' },
    {
      pattern: 'No valid resolv\\.conf file could be found|Falling back to 8\\.8\\.8\\.8',
      says: 'This is no failure: names outside the cluster are asked of public name servers. Inside a closed network, set your own in the Corefile.',
    },
  ],
  faults: [
    {
      id: 'corefile',
      line: /Corefile:\d+ - Error during parsing: (.+)|Loop \(\S+ -> \S+\) detected for zone/,
      what: (match) => `CoreDNS does not understand its own settings${match?.[1] ? `: ${match[1]}` : ''}.`,
      why: 'Its Corefile has been changed by hand or came out wrong, or sends its questions back to itself. It ends as soon as it reads it.',
      remedy: {
        says: 'Puts the Corefile back as MicroK8s makes it, with the name servers that stand in it where they are usable, and restarts CoreDNS. The old one is shown in the transcript.',
        commands: () => [
          {
            command: 'microk8s kubectl get configmap coredns -n kube-system -o yaml',
            why: 'the old one, in case something of yours is in it',
          },
          {
            command: 'microk8s kubectl patch configmap coredns -n kube-system --type merge --patch-file …',
            why: 'the Corefile of MicroK8s',
          },
          {
            command: 'microk8s kubectl rollout restart deployment coredns -n kube-system',
            why: '10 to 30 s',
          },
        ],
        script: () => mendCorefile,
        breaks:
          'Names that you added to the Corefile yourself are no longer known. Nothing else: it answers nobody now.',
      },
    },
    {
      id: 'firewall',
      line: apiUnreachable,
      what: () => 'CoreDNS cannot reach the API at 10.152.183.1.',
      why: 'A firewall denies what comes from pods, mostly ufw.',
      remedy: firewallRemedy,
    },
    ...addonFaults,
  ],
  undo: () => ({
    runs: ['microk8s disable dns'],
    script: `disable_addon dns
`,
    breaks: 'Pods no longer find each other by name: BinderHub stops working.',
  }),
  watches: () => ['kube-system'],
})
