/** A kind of Kubernetes object that the practice cluster knows. */
export interface Kind {
  kind: string
  plural: string
  short: readonly string[]
  /** "" for the core group. */
  group: string
  version: string
  namespaced: boolean
}

const kind = (
  kind: string,
  plural: string,
  group: string,
  namespaced: boolean,
  ...short: string[]
): Kind => ({
  kind,
  plural,
  short,
  group,
  version: group === 'metallb.io' ? 'v1beta1' : 'v1',
  namespaced,
})

/** All kinds. A new one is a line here. */
export const kinds: readonly Kind[] = [
  kind('Node', 'nodes', '', false, 'no'),
  kind('Namespace', 'namespaces', '', false, 'ns'),
  kind('Pod', 'pods', '', true, 'po'),
  kind('Service', 'services', '', true, 'svc'),
  kind('ConfigMap', 'configmaps', '', true, 'cm'),
  kind('Secret', 'secrets', '', true),
  kind('ServiceAccount', 'serviceaccounts', '', true, 'sa'),
  kind('PersistentVolumeClaim', 'persistentvolumeclaims', '', true, 'pvc'),
  kind('PersistentVolume', 'persistentvolumes', '', false, 'pv'),
  kind('Event', 'events', '', true, 'ev'),
  kind('Endpoints', 'endpoints', '', true, 'ep'),
  kind('Deployment', 'deployments', 'apps', true, 'deploy'),
  kind('ReplicaSet', 'replicasets', 'apps', true, 'rs'),
  kind('DaemonSet', 'daemonsets', 'apps', true, 'ds'),
  kind('StatefulSet', 'statefulsets', 'apps', true, 'sts'),
  kind('Job', 'jobs', 'batch', true),
  kind('ResourceQuota', 'resourcequotas', '', true, 'quota'),
  kind('StorageClass', 'storageclasses', 'storage.k8s.io', false, 'sc'),
  kind('IngressClass', 'ingressclasses', 'networking.k8s.io', false),
  kind('Ingress', 'ingresses', 'networking.k8s.io', true, 'ing'),
  kind('NetworkPolicy', 'networkpolicies', 'networking.k8s.io', true, 'netpol'),
  kind('PodDisruptionBudget', 'poddisruptionbudgets', 'policy', true, 'pdb'),
  kind('Role', 'roles', 'rbac.authorization.k8s.io', true),
  kind('RoleBinding', 'rolebindings', 'rbac.authorization.k8s.io', true),
  kind('ClusterRole', 'clusterroles', 'rbac.authorization.k8s.io', false),
  kind('ClusterRoleBinding', 'clusterrolebindings', 'rbac.authorization.k8s.io', false),
  kind('CustomResourceDefinition', 'customresourcedefinitions', 'apiextensions.k8s.io', false, 'crd', 'crds'),
  kind('IPAddressPool', 'ipaddresspools', 'metallb.io', true),
  kind('L2Advertisement', 'l2advertisements', 'metallb.io', true),
]

/** By any of its names, as kubectl takes them: `po`, `pods`, `Pod`, `deployments.apps`. */
export function kindNamed(name: string): Kind | null {
  const [plain = ''] = name.toLowerCase().split('.')
  return (
    kinds.find(
      ({ kind: own, plural, short }) =>
        plural === plain || own.toLowerCase() === plain || short.includes(plain),
    ) ?? null
  )
}

export function apiVersionOf({ group, version }: Kind): string {
  return group === '' ? version : `${group}/${version}`
}
