import { createHash, randomBytes } from 'node:crypto'
import type { KubeObject } from '../cluster/kube-object.ts'
import { daemonSet, deployment, secret, service } from '../cluster/manifests.ts'
import { isRecord } from '../cluster/patch.ts'

export interface ChartInput {
  name: string
  namespace: string
  version: string
  values: Record<string, unknown>
}

/** What stands at a path of the values. */
export function valueAt(values: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), values)
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What the chart of JupyterHub gives its hub of the values, as far as anything here reads it. */
function hubValues(values: Record<string, unknown>): object {
  const memory = valueAt(values, 'jupyterhub', 'singleuser', 'memory')
  return { singleuser: { memory: { guarantee: '256M', limit: '2G', ...(isRecord(memory) ? memory : {}) } } }
}

/** The objects of release NAME as chart 39xx makes them (domain.md 2.1), as far as anything here looks at them. */
export function binderHubObjects({ name, namespace, version, values }: ChartInput): KubeObject[] {
  const checksum = createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
  const annotations = { 'checksum/config': checksum }
  const builder = text(valueAt(values, 'imageBuilderType')) ?? 'host'
  const hubLabels = (component: string) => ({ app: 'jupyterhub', component, release: name })
  const balancer = (address: unknown) => ({
    type: text(valueAt(values, 'service', 'type')) ?? 'LoadBalancer',
    ...(text(address) ? { loadBalancerIP: text(address) } : {}),
  })
  const objects: KubeObject[] = [
    secret(namespace, 'hub', {
      'hub.services.binder.apiToken': randomBytes(24).toString('hex'),
      'hub.config.ConfigurableHTTPProxy.auth_token':
        text(valueAt(values, 'jupyterhub', 'proxy', 'secretToken')) ?? randomBytes(32).toString('hex'),
      'values.yaml': JSON.stringify(hubValues(values)),
    }),
    secret(namespace, 'binder-secret', { 'values.yaml': JSON.stringify(values) }),
    secret(namespace, 'binder-build-docker-config', { 'config.json': '{}' }),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'hub', namespace }, data: { checksum } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'hub-db-dir', namespace, labels: hubLabels('hub') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      status: { phase: 'Pending' },
    },
    deployment(
      namespace,
      'binder',
      { app: 'binder', component: 'binder', name: 'binder' },
      `quay.io/jupyterhub/k8s-binderhub:${version}`,
      { annotations },
    ),
    deployment(namespace, 'hub', hubLabels('hub'), 'quay.io/jupyterhub/k8s-hub:4.2.0', {
      annotations,
      recreate: true,
      spec: { volumes: [{ name: 'pvc', persistentVolumeClaim: { claimName: 'hub-db-dir' } }] },
    }),
    deployment(namespace, 'proxy', hubLabels('proxy'), 'quay.io/jupyterhub/configurable-http-proxy:4.6.3', {
      container: 'chp',
      recreate: true,
    }),
    deployment(
      namespace,
      'user-scheduler',
      hubLabels('user-scheduler'),
      'registry.k8s.io/kube-scheduler:v1.30.11',
      { replicas: 2 },
    ),
    service(namespace, 'binder', {
      ...balancer(valueAt(values, 'service', 'loadBalancerIP')),
      selector: { name: 'binder' },
      ports: [{ port: 80, targetPort: 8585 }],
    }),
    service(namespace, 'proxy-public', {
      ...balancer(valueAt(values, 'jupyterhub', 'proxy', 'service', 'loadBalancerIP')),
      type: text(valueAt(values, 'jupyterhub', 'proxy', 'service', 'type')) ?? 'LoadBalancer',
      selector: { component: 'proxy' },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    }),
    service(namespace, 'proxy-api', { selector: { component: 'proxy' }, ports: [{ port: 8001 }] }),
    service(
      namespace,
      'hub',
      { selector: { component: 'hub' }, ports: [{ port: 8081 }] },
      { ...hubLabels('hub') },
    ),
  ]
  if (builder === 'dind')
    objects.push(
      daemonSet(
        namespace,
        `${name}-dind`,
        { app: 'binder', component: 'image-builder', name: `${name}-dind` },
        'docker.io/library/docker:28.3.3-dind',
        {
          annotations,
          container: 'dind',
          spec: {
            volumes: [{ name: 'rundind', hostPath: { path: '/var/run/dind', type: 'DirectoryOrCreate' } }],
          },
        },
      ),
    )
  if (valueAt(values, 'imageCleaner', 'enabled') !== false)
    objects.push(
      daemonSet(
        namespace,
        `${name}-image-cleaner`,
        { name: `${name}-image-cleaner`, component: 'image-cleaner' },
        'quay.io/jupyterhub/docker-image-cleaner:1.0.0-beta.3',
        {
          spec:
            builder === 'host'
              ? { volumes: [{ name: 'socket', hostPath: { path: '/var/run', type: 'Directory' } }] }
              : {},
        },
      ),
    )
  return objects.map((object) => ({
    ...object,
    metadata: {
      ...object.metadata,
      labels: { 'app.kubernetes.io/managed-by': 'Helm', ...object.metadata.labels },
      annotations: {
        'meta.helm.sh/release-name': name,
        'meta.helm.sh/release-namespace': namespace,
        ...object.metadata.annotations,
      },
    },
  }))
}
