import type { Cluster } from './cluster.ts'
import { isReadyPod, type KubeObject } from './kube-object.ts'
import { ApiRefusal } from './requests.ts'

const PATH = /^\/apis\/metrics\.k8s\.io\/v1beta1(?:\/namespaces\/([^/]+))?\/(pods|nodes)(?:\/([^/]+))?$/
const VERSION = 'metrics.k8s.io/v1beta1'
/** How often metrics-server measures: milliseconds of the machine. */
const EVERY_MS = 15_000
const MB = 1e6

/**
 * What metrics-server says of pods and nodes; null for other paths. As the API does, it refuses with 404 where there is no
 * metrics-server, and with 503 until its pod is ready.
 */
export function answerMetrics(cluster: Cluster, path: string): object | null {
  const [asked, namespace, of, name] = PATH.exec(path) ?? []
  if (asked === undefined) return null
  if (!cluster.store.get('Deployment', 'metrics-server', 'kube-system'))
    throw new ApiRefusal(404, 'NotFound', 'the server could not find the requested resource')
  const isUp = cluster.store
    .list('Pod', 'kube-system')
    .some((pod) => pod.metadata.labels?.['k8s-app'] === 'metrics-server' && isReadyPod(pod))
  if (!isUp)
    throw new ApiRefusal(
      503,
      'ServiceUnavailable',
      `the server is currently unable to handle the request (get ${of}.metrics.k8s.io)`,
    )
  const step = Math.max(1_000, EVERY_MS / cluster.machine.clock.speed)
  const at = Math.floor(Date.now() / step) * step
  const all = of === 'nodes' ? nodes(cluster, at, step) : pods(cluster, namespace, at, step)
  if (name === undefined)
    return {
      kind: of === 'nodes' ? 'NodeMetricsList' : 'PodMetricsList',
      apiVersion: VERSION,
      metadata: {},
      items: all,
    }
  const one = all.find(({ metadata }) => metadata.name === name)
  if (one) return { apiVersion: VERSION, ...one }
  throw new ApiRefusal(404, 'NotFound', `${of}.metrics.k8s.io "${namespace}/${name}" not found`)
}

interface Use {
  /** Thousandths of a core. */
  cpuMilli: number
  bytes: number
}

function measuredPods(cluster: Cluster, namespace: string | undefined, at: number, step: number) {
  return cluster.store
    .list('Pod', namespace)
    .filter((pod) => pod.status?.phase === 'Running' && bornAt(pod) <= at - step)
}

function pods(cluster: Cluster, namespace: string | undefined, at: number, step: number) {
  return measuredPods(cluster, namespace, at, step).map((pod) => {
    const containers = pod.status?.containerStatuses ?? []
    const { cpuMilli, bytes } = useOf(pod, at)
    const share = Math.max(1, containers.length)
    return {
      metadata: { name: pod.metadata.name, namespace: pod.metadata.namespace },
      timestamp: stamp(at),
      window: '15s',
      containers: containers.map(({ name }) => ({
        name,
        usage: quantities({ cpuMilli: cpuMilli / share, bytes: bytes / share }),
      })),
    }
  })
}

/** What runs beside the pods is the machine's own: kubelite, containerd, sshd. */
function nodes(cluster: Cluster, at: number, step: number) {
  return cluster.store.list('Node').map(({ metadata }) => {
    const all = measuredPods(cluster, undefined, at, step).map((pod) => useOf(pod, at))
    const own = { cpuMilli: 180 + 60 * wave(at, 240, 0), bytes: 1_150 * MB }
    return {
      metadata: { name: metadata.name },
      timestamp: stamp(at),
      window: '15s',
      usage: quantities(
        all.reduce(
          (sum, each) => ({ cpuMilli: sum.cpuMilli + each.cpuMilli, bytes: sum.bytes + each.bytes }),
          own,
        ),
      ),
    }
  })
}

/** Plausible, and the same whenever it is asked for the same moment. */
function useOf(pod: KubeObject, at: number): Use {
  const seed = seedOf(pod.metadata.uid ?? pod.metadata.name)
  const part = pod.metadata.labels?.component ?? ''
  const [cpuMilli, megabytes] = USUAL[part] ?? [4, 28]
  if (part !== 'singleuser-server')
    return {
      cpuMilli: cpuMilli * (0.6 + 0.8 * wave(at, 190, seed)),
      bytes: megabytes * MB * (0.95 + 0.1 * wave(at, 700, seed)),
    }
  // Notebooks grow while somebody works in them, and calculate now and then.
  const grown = Math.min(1, Math.max(0, at - bornAt(pod)) / 3_600_000)
  const busy = wave(at, 420, seed) > 0.75 ? 120 + 600 * wave(at, 95, seed) : 0
  return {
    cpuMilli: cpuMilli + busy,
    bytes: (260 + 900 * seed * (0.25 + 0.75 * grown) + 120 * wave(at, 330, seed)) * MB,
  }
}

/** By the component that a pod's label names: thousandths of a core, megabytes. */
const USUAL: Readonly<Record<string, readonly [number, number]>> = {
  hub: [48, 330],
  binder: [30, 210],
  proxy: [18, 110],
  dind: [95, 520],
  'binderhub-build': [900, 640],
  'singleuser-server': [6, 0],
}

const quantities = ({ cpuMilli, bytes }: Use): { cpu: string; memory: string } => ({
  cpu: `${Math.round(cpuMilli * 1e6)}n`,
  memory: `${Math.round(bytes / 1024)}Ki`,
})

/** From 0 to 1 and back in so many seconds. */
function wave(at: number, seconds: number, seed: number): number {
  return 0.5 + 0.5 * Math.sin(2 * Math.PI * (at / 1000 / seconds + seed))
}

/** From 0 to 1, the same for the same text. */
function seedOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
  return hash / 1_000_003
}

const bornAt = ({ metadata }: KubeObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0

const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
