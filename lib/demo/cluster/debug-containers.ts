import type { Cluster } from './cluster.ts'
import { imageSeconds } from './image-seconds.ts'
import type { Container, KubeObject } from './kube-object.ts'
import { ApiRefusal } from './requests.ts'

interface WithDebug {
  ephemeralContainers?: Container[]
}

/** What a PATCH of `ephemeralcontainers` makes of a pod: those that it names are added to those that it has. */
export function addDebugContainers(cluster: Cluster, pod: KubeObject, patch: unknown): KubeObject {
  const added = ((patch as { spec?: WithDebug }).spec?.ephemeralContainers ?? []).filter(Boolean)
  const had = (pod.spec as WithDebug | undefined)?.ephemeralContainers ?? []
  if (added.some(({ name }) => had.some((one) => one.name === name)))
    throw new ApiRefusal(
      422,
      'Invalid',
      'spec.ephemeralContainers: existing ephemeral containers may not be changed',
    )
  const changed = cluster.store.update(pod, (now) => ({
    ...now,
    spec: { ...now.spec, ephemeralContainers: [...had, ...added] },
  }))
  for (const container of added) begin(cluster, pod, container)
  return changed ?? pod
}

/** kubelet's part: the image is pulled, and the container runs. An image with "missing" in its name is not there. */
function begin(cluster: Cluster, pod: KubeObject, { name, image }: Container): void {
  const images = cluster.machine.state.images
  const missing = image.includes('missing')
  const wait = images.includes(image) ? 300 : imageSeconds(image) * 1000
  cluster.later(missing ? 300 : wait, () => {
    if (!missing && !images.includes(image)) images.push(image)
    const state = missing
      ? { waiting: { reason: 'ErrImagePull', message: `failed to resolve reference "${image}": not found` } }
      : { running: { startedAt: cluster.store.timestamp() } }
    cluster.store.update(pod, (now) => {
      const { ephemeralContainerStatuses: had = [] } = (now.status ?? {}) as {
        ephemeralContainerStatuses?: object[]
      }
      const status = { name, image, imageID: '', ready: false, restartCount: 0, state, lastState: {} }
      return { ...now, status: { ...now.status, ephemeralContainerStatuses: [...had, status] } }
    })
  })
}
