import { MACHINE } from '../machine/files.ts'
import type { KubeObject } from './kube-object.ts'
import { daemonSet, deployment, namespace, service } from './manifests.ts'

/** What MicroK8s 1.32 has right after it was installed: a node, Calico and CoreDNS. */
export function firstObjects(node: string): KubeObject[] {
  return [
    ...['kube-system', 'kube-public', 'kube-node-lease', 'default'].map(namespace),
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: node,
        labels: {
          'kubernetes.io/hostname': node,
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': 'linux',
          'microk8s.io/cluster': 'true',
          'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane',
        },
        annotations: { 'projectcalico.org/IPv4Address': `${MACHINE.address}/${MACHINE.prefix}` },
      },
      spec: {},
      status: {
        addresses: [
          { type: 'InternalIP', address: MACHINE.address },
          { type: 'Hostname', address: node },
        ],
        capacity: { cpu: String(MACHINE.cores), memory: `${MACHINE.memory / 1024}Ki`, pods: '110' },
        allocatable: {
          cpu: String(MACHINE.cores),
          memory: `${MACHINE.memory / 1024 - 102_400}Ki`,
          pods: '110',
        },
        conditions: [
          { type: 'MemoryPressure', status: 'False' as const, reason: 'KubeletHasSufficientMemory' },
          { type: 'DiskPressure', status: 'False' as const, reason: 'KubeletHasNoDiskPressure' },
          { type: 'PIDPressure', status: 'False' as const, reason: 'KubeletHasSufficientPID' },
          {
            type: 'Ready',
            status: 'True' as const,
            reason: 'KubeletReady',
            message: 'kubelet is posting ready status',
          },
        ],
        nodeInfo: {
          kubeletVersion: 'v1.32.13',
          osImage: 'Ubuntu 24.04.3 LTS',
          kernelVersion: MACHINE.kernel,
          containerRuntimeVersion: 'containerd://1.6.36',
          architecture: 'amd64',
          operatingSystem: 'linux',
        },
      },
    },
    service('default', 'kubernetes', {
      clusterIP: '10.152.183.1',
      ports: [{ name: 'https', port: 443, targetPort: 16443 }],
    }),
    daemonSet('kube-system', 'calico-node', { 'k8s-app': 'calico-node' }, 'docker.io/calico/node:v3.28.1'),
    deployment(
      'kube-system',
      'calico-kube-controllers',
      { 'k8s-app': 'calico-kube-controllers' },
      'docker.io/calico/kube-controllers:v3.28.1',
    ),
    ...coreDns(),
  ]
}

export function coreDns(): KubeObject[] {
  return [
    deployment('kube-system', 'coredns', { 'k8s-app': 'kube-dns' }, 'coredns/coredns:1.12.0'),
    service('kube-system', 'kube-dns', {
      clusterIP: '10.152.183.10',
      selector: { 'k8s-app': 'kube-dns' },
      ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
    }),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns', namespace: 'kube-system' },
      data: {
        Corefile: `.:53 {\n    errors\n    health\n    kubernetes cluster.local\n    forward . /etc/resolv.conf\n    cache 30\n}\n`,
      },
    },
  ]
}
