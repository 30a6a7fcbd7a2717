import { buffer, text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestServer } from '../../e2e/support/test-server.ts'
import { Cluster } from '../../lib/server/kube/cluster.ts'
import { microk8sApi } from '../../lib/server/kube/microk8s-api.ts'
import { Link } from '../../lib/server/ssh/link.ts'
import { AppError } from '../../lib/shared/problem.ts'

export const NAMESPACE = 'bindery-bench'
/** The tunnel has twenty connections: more at once would only wait. */
const AT_ONCE = 16
const CALL_MS = 60_000
const ACCOUNT_MS = 15_000
const KUBERNETES_MS = 300_000

/** Pods that no scheduler takes: real objects of a real API, which cost the node nothing. */
export interface ManyPods {
  readonly names: readonly string[]
  /** Makes more of them, until there are so many. */
  grow(count: number): Promise<void>
  /** Watches of pods that the API serves now, whoever asked; null where it does not say. */
  watches(): Promise<number | null>
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
  const change = async (
    path: string,
    call: Pick<Parameters<Cluster['change']>[1], 'method' | 'body' | 'contentType'>,
  ) =>
    void (await buffer(
      await cluster.change(path, { signal: AbortSignal.timeout(CALL_MS), beginMs: CALL_MS, ...call }),
    ))
  const pods = `/api/v1/namespaces/${NAMESPACE}/pods`
  const names: string[] = []

  async function grow(count: number): Promise<void> {
    const born = Array.from({ length: count - names.length }, (_, index) => nameOf(names.length + index))
    const left = [...born]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let name = left.pop(); name !== undefined; name = left.pop())
          await change(pods, { method: 'POST', body: podNamed(name) })
      }),
    )
    names.push(...born)
  }

  async function remove(): Promise<void> {
    await change(`${pods}?gracePeriodSeconds=0`, { method: 'DELETE' }).catch(() => {})
    await change(`/api/v1/namespaces/${NAMESPACE}`, { method: 'DELETE' }).catch(() => {})
    await gone(cluster)
    cluster.close()
    await link.close()
  }

  try {
    await link.exec({ script: KUBERNETES, as: 'root', deadlineMs: KUBERNETES_MS })
    await change('/api/v1/namespaces', { method: 'POST', body: { metadata: { name: NAMESPACE } } })
    await serviceAccount(cluster)
    await grow(count)
  } catch (error) {
    await remove()
    throw error
  }
  return {
    names,
    grow,
    remove,
    watches: () => watchesOfPods(cluster),
    setStatus: (name, word) =>
      change(`${pods}/${name}/status`, {
        method: 'PATCH',
        body: { status: { reason: word } },
        contentType: 'application/merge-patch+json',
      }),
  }
}

/** A bare server is given what has an API. */
const KUBERNETES = `set -eu
[ -x /snap/bin/microk8s ] || snap install microk8s --classic --channel=1.32/stable
/snap/bin/microk8s status --wait-ready >/dev/null
`

function nameOf(index: number): string {
  return `bench-${String(index).padStart(5, '0')}`
}

async function watchesOfPods(cluster: Cluster): Promise<number | null> {
  const signal = AbortSignal.timeout(CALL_MS)
  const answer = await cluster.get('/metrics', { signal, accept: 'text/plain' }).catch(() => null)
  if (answer === null) return null
  const gauges = (await text(answer)).matchAll(/^apiserver_longrunning_requests\{(.*)\} (\d+)$/gm)
  const ofPods = [...gauges].filter(
    ([, labels = '']) => labels.includes('resource="pods"') && labels.includes('verb="WATCH"'),
  )
  return ofPods.reduce((sum, [, , value]) => sum + Number(value), 0)
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

/** Pods are refused until the namespace has its service account. The practice server's has none, and takes them. */
async function serviceAccount(cluster: Cluster): Promise<void> {
  const signal = AbortSignal.timeout(ACCOUNT_MS)
  while (!signal.aborted) {
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

async function gone(cluster: Cluster): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    try {
      const signal = AbortSignal.timeout(CALL_MS)
      const found = await cluster.get(`/api/v1/namespaces/${NAMESPACE}`, { signal })
      found.resume()
    } catch (error) {
      if (error instanceof AppError && error.code === 'kube_refused') return
    }
    await pause(200)
  }
  throw new Error(`the namespace ${NAMESPACE} does not go away`)
}
