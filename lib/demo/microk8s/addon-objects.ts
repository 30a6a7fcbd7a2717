import { DEFAULT_CLASS } from '../cluster/control-storage.ts'
import { coreDns } from '../cluster/first-objects.ts'
import type { KubeObject } from '../cluster/kube-object.ts'
import { daemonSet, deployment, namespace, service } from '../cluster/manifests.ts'

/** What an add-on puts into the cluster, in order. */
export function addonObjects(name: string): KubeObject[] {
  switch (name) {
    case 'dns':
      return coreDns()
    case 'metallb':
      return [
        namespace('metallb-system'),
        crd('ipaddresspools.metallb.io'),
        crd('l2advertisements.metallb.io'),
        deployment(
          'metallb-system',
          'controller',
          { app: 'metallb', component: 'controller' },
          'quay.io/metallb/controller:v0.13.3',
        ),
        daemonSet(
          'metallb-system',
          'speaker',
          { app: 'metallb', component: 'speaker' },
          'quay.io/metallb/speaker:v0.13.3',
        ),
      ]
    case 'hostpath-storage':
      return [
        deployment(
          'kube-system',
          'hostpath-provisioner',
          { 'k8s-app': 'hostpath-provisioner' },
          'cdkbot/hostpath-provisioner:1.5.0',
        ),
        storageClass('microk8s-hostpath', 'microk8s.io/hostpath', { isDefault: true }),
      ]
    case 'openebs':
      return [
        namespace('openebs'),
        deployment(
          'openebs',
          'openebs-localpv-provisioner',
          { app: 'openebs', component: 'localpv-provisioner' },
          'openebs/provisioner-localpv:3.3.0',
        ),
        deployment(
          'openebs',
          'openebs-ndm-operator',
          { app: 'openebs', component: 'ndm-operator' },
          'openebs/node-disk-operator:2.0.0',
        ),
        daemonSet(
          'openebs',
          'openebs-ndm',
          { app: 'openebs', component: 'ndm' },
          'openebs/node-disk-manager:2.0.0',
        ),
        storageClass('openebs-hostpath', 'openebs.io/local'),
        storageClass('openebs-device', 'openebs.io/local'),
      ]
    case 'registry':
      return [
        namespace('container-registry'),
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'registry-claim', namespace: 'container-registry' },
          spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '20Gi' } } },
          status: { phase: 'Pending' },
        },
        deployment('container-registry', 'registry', { app: 'registry' }, 'cdkbot/registry-amd64:2.8', {
          spec: {
            volumes: [{ name: 'registry-data', persistentVolumeClaim: { claimName: 'registry-claim' } }],
          },
        }),
        service('container-registry', 'registry', {
          type: 'NodePort',
          selector: { app: 'registry' },
          ports: [{ name: 'registry', port: 5000, nodePort: 32000 }],
        }),
      ]
    case 'metrics-server':
      return [
        deployment(
          'kube-system',
          'metrics-server',
          { 'k8s-app': 'metrics-server' },
          'registry.k8s.io/metrics-server/metrics-server:v0.7.2',
        ),
        service('kube-system', 'metrics-server', {
          selector: { 'k8s-app': 'metrics-server' },
          ports: [{ port: 443 }],
        }),
      ]
    default:
      return []
  }
}

function crd(name: string): KubeObject {
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name } }
}

function storageClass(name: string, provisioner: string, { isDefault = false } = {}): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, ...(isDefault ? { annotations: { [DEFAULT_CLASS]: 'true' } } : {}) },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
}
