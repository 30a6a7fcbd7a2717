import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingRules } from './firewall.ts'
import { readyFaults, readySees } from './ready-faults.ts'
import { type ClusterSeen, type PodSeen, podsOf } from './seen/cluster.ts'
import { defineStep } from './step.ts'

const body = readFileSync(join(import.meta.dirname, 'script', 'ready.sh'), 'utf8')

export const ready = defineStep({
  id: 'ready',
  group: 'Kubernetes',
  title: 'Wait until Kubernetes is ready',
  doing: 'Waiting until Kubernetes is ready.',
  why: 'The package is installed in a moment; Kubernetes itself starts afterwards, fetches the images of its network, and takes a few minutes for it.',
  usualSeconds: [30, 240],
  deadlineSeconds: 900,
  sees: readySees,
  check({ microk8s, cluster, firewall }) {
    if (!microk8s.installed) return { state: 'open', evidence: 'MicroK8s is not installed yet' }
    if (microk8s.lowMemory)
      return { state: 'broken', evidence: 'MicroK8s stopped for lack of memory', fault: 'low-memory' }
    if (microk8s.down.length > 0)
      return { state: 'broken', evidence: `not running: ${microk8s.down.join(', ')}`, fault: 'stopped' }
    if (!cluster.objects)
      return /x509|certificate/.test(cluster.said)
        ? { state: 'broken', evidence: cluster.said, fault: 'certificates' }
        : { state: 'open', evidence: `the API does not answer: ${cluster.said || 'no word'}` }

    const nodes = nodesOf(cluster)
    const away = nodes.filter((node) => !node.ready)
    if (nodes.length === 0) return { state: 'open', evidence: 'the node is not registered yet' }
    if (away.length > 0)
      return {
        state: 'open',
        evidence: away.map(({ name, why }) => `node ${name} not Ready: ${why}`).join('; '),
      }

    const pods = networkPods(cluster)
    const bad = pods.find((pod) => !pod.ready)
    const count = `${pods.filter((pod) => pod.ready).length}/${pods.length} network pods`
    if (microk8s.network === 'calico' && !pods.some(({ name }) => name.startsWith('calico-node-')))
      return { state: 'open', evidence: 'node Ready, the pods of the network are not there yet' }
    if (!bad) return { state: 'done', evidence: pods.length > 0 ? `node Ready, ${count}` : 'node Ready' }
    const evidence = `node Ready, ${count}: ${bad.name} ${bad.status}, ${bad.restarts} restarts`
    if (!/^(Init:)?CrashLoopBackOff$/.test(bad.status)) return { state: 'open', evidence }
    const blocked = firewall.state === 'active' && missingRules(firewall, microk8s.network).length > 0
    return { state: 'broken', evidence, fault: blocked ? 'firewall' : 'network-crashes' }
  },
  runs: () => ['microk8s status --wait-ready --timeout 300', 'microk8s kubectl get pods -n kube-system'],
  script: () => body,
  adds: () => [],
  breaks: () => 'Nothing: it only waits.',
  doneWhen: () => 'the API answers, the node is Ready, and the pods of the network in kube-system are ready',
  ifStopped: 'Nothing: MicroK8s goes on starting by itself.',
  notes: [
    {
      pattern: 'configmap "kube-root-ca\\.crt" not found',
      says: 'This looks bad and is not: the cluster is a few seconds old, and its certificates are just being handed out.',
    },
    {
      pattern: 'Readiness probe failed|network is not ready|cni plugin not initialized',
      says: 'This looks bad and is not, in the first minutes: the network is what is being started.',
    },
    { pattern: '^high-availability: no', says: 'As it should be: one server is no cluster of three.' },
  ],
  faults: readyFaults,
  watches: () => ['kube-system'],
})

interface NodeSeen {
  name: string
  ready: boolean
  why: string
}

function nodesOf(seen: ClusterSeen): NodeSeen[] {
  return (seen.objects ?? [])
    .filter(({ kind }) => kind === 'Node')
    .map(({ metadata, status }) => {
      const { conditions = [] } = (status ?? {}) as {
        conditions?: { type: string; status: string; reason?: string; message?: string }[]
      }
      const condition = conditions.find(({ type }) => type === 'Ready')
      return {
        name: metadata.name,
        ready: condition?.status === 'True',
        why: (condition?.message ?? condition?.reason ?? 'it has not reported').slice(0, 160),
      }
    })
}

/** Pods of kube-system that are no add-on: those have steps of their own. What is replaced or through does not count. */
function networkPods(seen: ClusterSeen): PodSeen[] {
  return podsOf(seen, 'kube-system', 'calico-', 'kube-flannel', 'kube-ovn').filter(
    ({ status }) => !['Terminating', 'Succeeded', 'Failed', 'Evicted'].includes(status),
  )
}
