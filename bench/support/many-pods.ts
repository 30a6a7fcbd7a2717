import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestServer } from '../../e2e/support/test-server.ts'
import { Cluster } from '../../lib/server/kube/cluster.ts'
import { microk8sApi } from '../../lib/server/kube/microk8s-api.ts'
import { Link } from '../../lib/server/ssh/link.ts'
import { AppError } from '../../lib/shared/problem.ts'

export const NAMESPACE = 'bindery-bench'
/** The tunnel has twenty connections: more at once would only wait. */
const AT_ONCE = 16

/** Pods that no scheduler takes: real objects of a real API, which cost the node nothing. */
export interface ManyPods {
  readonly names: readonly string[]
  /** Writes a word into a pod's status; resolves when the API has taken it. */
  setStatus(name: string, word: string): Promise<void>
  /** Takes everything away again. */
  remove(): Promise<void>
}

/** Puts so many pods on the server, over an SSH connection of the bench's own. */
export async function createManyPods(server: TestServer, count: number): Promise<ManyPods> {
  const link = new Link({
    target: async () => ({
      host: server.host,
      port: server.port,
      jump: null,
      user: server.user,
      hostKey: { type: 'ssh-ed25519', sha256: server.hostKeySha256 },
      credentials:
        server.password === undefined
          ? { kind: 'key', privateKey: server.privateKey() }
          : { kind: 'password', password: server.password },
      root: { sudoPassword: server.password ?? null },
    }),
  })
  link.open()
  await link.whenOnline({ deadlineMs: 20_000 })
  const cluster = new Cluster(microk8sApi(link), (host, port) => link.forward(host, port))
  const signal = AbortSignal.timeout(600_000)
  const change = async (
    path: string,
    call: Pick<Parameters<Cluster['change']>[1], 'method' | 'body' | 'contentType'>,
  ) => void (await buffer(await cluster.change(path, { signal, ...call })))
  const pods = `/api/v1/namespaces/${NAMESPACE}/pods`

  const names = Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(5, '0')}`)
  const remove = async (): Promise<void> => {
    await change(`${pods}?gracePeriodSeconds=0`, { method: 'DELETE' }).catch(() => {})
    await change(`/api/v1/namespaces/${NAMESPACE}`, { method: 'DELETE' }).catch(() => {})
    await gone(cluster, signal)
    cluster.close()
    await link.close()
  }
  try {
    await change('/api/v1/namespaces', { method: 'POST', body: { metadata: { name: NAMESPACE } } })
    await serviceAccount(cluster, signal)
    const left = [...names]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let name = left.pop(); name !== undefined; name = left.pop())
          await change(pods, { method: 'POST', body: podNamed(name) })
      }),
    )
  } catch (error) {
    await remove()
    throw error
  }
  return {
    names,
    setStatus: (name, word) =>
      change(`${pods}/${name}/status`, {
        method: 'PATCH',
        body: { status: { reason: word } },
        contentType: 'application/merge-patch+json',
      }),
    remove,
  }
}

/** As large as a notebook's pod without its managed fields: the size of an object is what a watch costs. */
function podNamed(name: string) {
  const env = Array.from({ length: 40 }, (_, index) => ({
    name: `JUPYTERHUB_SETTING_${index}`,
    value: 'a value as long as those that the hub gives its notebooks, more or less',
  }))
  return {
    metadata: { name, labels: { app: 'jupyterhub', component: 'bench' } },
    spec: {
      schedulerName: 'nobody',
      containers: [{ name: 'notebook', image: 'example.org/notebook:1', env }],
    },
  }
}

/** Pods are refused until the namespace has its service account. */
async function serviceAccount(cluster: Cluster, signal: AbortSignal): Promise<void> {
  for (;;) {
    const found = await cluster
      .get(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default`, { signal })
      .catch(() => null)
    if (found) {
      found.resume()
      return
    }
    await pause(100)
  }
}

async function gone(cluster: Cluster, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      const found = await cluster.get(`/api/v1/namespaces/${NAMESPACE}`, { signal })
      found.resume()
    } catch (error) {
      if (error instanceof AppError && error.code === 'kube_refused') return
    }
    await pause(200)
  }
  throw new Error(`the namespace ${NAMESPACE} does not go away`)
}
