import type { Cluster } from '../cluster/cluster.ts'
import { randomSuffix } from '../cluster/control-workloads.ts'
import type { KubeObject } from '../cluster/kube-object.ts'
import { removeGracefully } from '../cluster/remove-gracefully.ts'
import { valueAt } from '../helm/binderhub-objects.ts'
import { newest } from '../helm/releases.ts'

export interface Repository {
  namespace: string
  owner: string
  repository: string
  ref: string
}

/** The pod that builds an image, as BinderHub makes it (domain.md 2.1). */
export function startBuild(
  cluster: Cluster,
  { namespace, owner, repository, ref, image }: Repository & { image: string },
): KubeObject {
  const host = valueAt(newest(cluster.machine, namespace)[0]?.config, 'imageBuilderType') !== 'dind'
  const folder = host ? '/var/run/docker.sock' : '/var/run/dind'
  return cluster.store.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `build-${owner}-2d${repository}-7c1b2a-${randomSuffix()}`.toLowerCase(),
      namespace,
      labels: { component: 'binderhub-build', name: `build-${owner}-${repository}`.toLowerCase() },
      annotations: { 'binder-repo': `https://github.com/${owner}/${repository}` },
    },
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'builder',
          image: 'quay.io/jupyterhub/repo2docker:2025.08.0',
          args: [
            ...[
              'jupyter-repo2docker',
              '--ref',
              ref,
              '--image',
              image,
              '--no-clean',
              '--no-run',
              '--json-logs',
            ],
            ...[
              '--user-name',
              'jovyan',
              '--user-id',
              '1000',
              '--push',
              `https://github.com/${owner}/${repository}`,
            ],
          ],
        },
      ],
      volumes: [
        { name: 'docker-socket', hostPath: host ? { path: folder, type: 'Socket' } : { path: folder } },
        { name: 'docker-config', secret: { secretName: 'binder-build-docker-config' } },
      ],
    },
    status: { phase: 'Pending' },
  })
}

/** The builder is through; BinderHub takes its pod away at once. */
export function endBuild(cluster: Cluster, build: KubeObject, failed: boolean): void {
  const exitCode = failed ? 1 : 0
  const { namespace = 'default', name } = build.metadata
  cluster.logs.end({ namespace, pod: name, container: 'builder' })
  cluster.store.update(build, (now) => ({
    ...now,
    status: {
      ...now.status,
      phase: failed ? 'Failed' : 'Succeeded',
      containerStatuses: (now.status?.containerStatuses ?? []).map((status) => ({
        ...status,
        ready: false,
        state: {
          terminated: {
            exitCode,
            reason: failed ? 'Error' : 'Completed',
            finishedAt: cluster.store.timestamp(),
          },
        },
      })),
    },
  }))
  cluster.later(300, () => cluster.store.remove(build))
}

/** Somebody's notebook, as the hub makes it. */
export function startSession(
  cluster: Cluster,
  asked: Repository & { user: string; image: string },
): KubeObject {
  const { namespace, owner, repository, ref, user, image } = asked
  const url = `https://github.com/${owner}/${repository}`
  return cluster.store.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `jupyter-${user}`,
      namespace,
      labels: {
        app: 'jupyterhub',
        component: 'singleuser-server',
        'hub.jupyter.org/username': user,
        'hub.jupyter.org/servername': '',
      },
      annotations: { 'hub.jupyter.org/username': user, 'hub.jupyter.org/jupyterhub-version': '5.3.0' },
    },
    spec: {
      restartPolicy: 'OnFailure',
      schedulerName: `${newest(cluster.machine, namespace)[0]?.name ?? 'binder'}-user-scheduler`,
      containers: [
        {
          name: 'notebook',
          image,
          env: [
            { name: 'JUPYTERHUB_USER', value: user },
            { name: 'BINDER_REPO_URL', value: url },
            { name: 'BINDER_REF_URL', value: `${url}/tree/${ref}` },
            { name: 'BINDER_REQUEST', value: `v2/gh/${owner}/${repository}/${ref}` },
            { name: 'BINDER_PERSISTENT_REQUEST', value: `v2/gh/${owner}/${repository}/313f5fe` },
          ],
          resources: { limits: { memory: '2G' }, requests: { memory: '256M' } },
        },
      ],
    },
    status: { phase: 'Pending' },
  })
}

/** Every session of a namespace: the pods, with which the hub is always of one mind. */
export function sessionsIn({ store }: Cluster, namespace: string): KubeObject[] {
  return store
    .list('Pod', namespace)
    .filter(({ metadata }) => metadata.labels?.component === 'singleuser-server')
}

export function sessionOf(cluster: Cluster, namespace: string, user: string): KubeObject | undefined {
  return sessionsIn(cluster, namespace).find(
    ({ metadata }) => metadata.labels?.['hub.jupyter.org/username'] === user,
  )
}

export function stopSession(cluster: Cluster, namespace: string, user: string): void {
  const pod = sessionOf(cluster, namespace, user)
  if (pod) removeGracefully(cluster, pod)
}
