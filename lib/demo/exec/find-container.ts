import type { Cluster } from '../cluster/cluster.ts'
import type { ContainerStatus, KubeObject, PodSpec } from '../cluster/kube-object.ts'
import { ApiRefusal } from '../cluster/requests.ts'
import { Container } from './container.ts'

/** Insides that are kept: of a pod that went nobody asks any more. */
const MOST = 50
const insides = new WeakMap<Cluster, Map<string, Container>>()

/** A container that runs, as exec and attach need it. Throws ApiRefusal, in the words of the API and of kubelet. */
export function findContainer(
  cluster: Cluster,
  namespace: string,
  name: string,
  wanted: string,
): { container: Container; image: string } {
  const pod = cluster.store.get('Pod', name, namespace)
  if (!pod) throw new ApiRefusal(404, 'NotFound', `pods "${name}" not found`)
  const spec = (pod.spec ?? {}) as PodSpec & { ephemeralContainers?: PodSpec['containers'] }
  const all = [...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])]
  const found = all.find((one) => one.name === (wanted || all[0]?.name))
  if (!found) throw new ApiRefusal(400, 'BadRequest', `container ${wanted} is not valid for pod ${name}`)
  if (!statusesOf(pod).some((one) => one.name === found.name && one.state.running))
    throw new ApiRefusal(
      500,
      'InternalError',
      `unable to upgrade connection: container not found ("${found.name}")`,
    )
  return { container: insideOf(cluster, pod, found.name, found.image), image: found.image }
}

function statusesOf({ status }: KubeObject): ContainerStatus[] {
  const { ephemeralContainerStatuses = [] } = (status ?? {}) as {
    ephemeralContainerStatuses?: ContainerStatus[]
  }
  return [...(status?.containerStatuses ?? []), ...ephemeralContainerStatuses]
}

function insideOf(cluster: Cluster, { metadata }: KubeObject, name: string, image: string): Container {
  const known = insides.get(cluster) ?? new Map<string, Container>()
  insides.set(cluster, known)
  const key = `${metadata.uid}/${name}`
  const inside =
    known.get(key) ??
    new Container({ machine: cluster.machine, pod: metadata.name, command: image.replace(/^.*\/|:.*$/g, '') })
  known.set(key, inside)
  for (const [old] of known) if (known.size > MOST) known.delete(old)
  return inside
}
