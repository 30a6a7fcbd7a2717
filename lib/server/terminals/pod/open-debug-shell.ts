import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod/mini'
import { AppError } from '../../../shared/problem.ts'
import type { ScreenSize } from '../../../shared/terminal-row.ts'
import { refusedWith } from '../../kube/api-problems.ts'
import { changeJson } from '../../kube/ask-json.ts'
import type { Cluster } from '../../kube/cluster.ts'
import { newId } from '../../store/ids.ts'
import type { ExecShell } from './exec-shell.ts'
import { connect } from './open-pod-shell.ts'
import { lookAtPod, type PodName, podPath, whyNotRunning } from './pod-seen.ts'

/** An image of a few MB is pulled in seconds; a page waits for two minutes at most. */
const STARTS_WITHIN_MS = 90_000
const LOOK_EVERY_MS = 500

interface DebugWish {
  /** The container whose processes it sees. */
  container: string
  image: string
  size: ScreenSize
  signal: AbortSignal
}

/**
 * What is sent to the API, as a strategic merge patch: the pod keeps the ephemeral containers that it has. The uid makes
 * the API refuse it for a namesake that was born meanwhile.
 */
function debugContainerPatch(
  name: string,
  uid: string,
  { container, image }: Pick<DebugWish, 'container' | 'image'>,
) {
  return {
    metadata: { uid },
    spec: {
      ephemeralContainers: [
        { name, image, command: ['sh'], stdin: true, tty: true, targetContainerName: container },
      ],
    },
  }
}

/**
 * Adds a container with a shell to a pod, waits until it runs, and attaches to its terminal. It stays in the pod, ended,
 * until the pod goes. Throws `not_found`, `conflict` where it does not start, and what the API and the link throw.
 */
export async function openDebugShell(
  cluster: Cluster,
  name: PodName,
  { container: target, image, size, signal }: DebugWish,
): Promise<{ shell: ExecShell; container: string }> {
  const pod = await lookAtPod(cluster, name, signal)
  if (!pod.spec.containers.some((one) => one.name === target))
    throw new AppError('not_found', `This pod has no container named ${target}.`, { field: 'container' })
  const container = `bindery-debug-${newId().slice(0, 5)}`
  await add(cluster, name, debugContainerPatch(container, name.uid, { container: target, image }), signal)
  await running(cluster, name, container, image, signal)
  const query = new URLSearchParams({ container, stdin: 'true', stdout: 'true', tty: 'true' })
  const shell = await connect(cluster, name, {
    verb: 'attach',
    query,
    container,
    program: 'sh',
    size,
    signal,
  })
  // Its prompt was printed before anybody was there: an empty line brings another.
  await shell.type(Buffer.from('\r'))
  return { shell, container }
}

async function add(cluster: Cluster, name: PodName, patch: object, signal: AbortSignal): Promise<void> {
  try {
    await changeJson(cluster, `${podPath(name)}/ephemeralcontainers`, z.object({}), {
      method: 'PATCH',
      body: patch,
      contentType: 'application/strategic-merge-patch+json',
      signal,
    })
  } catch (error) {
    if (refusedWith(error) !== 404) throw error
    throw new AppError('not_found', 'The pod is not there any more.', { cause: error })
  }
}

async function running(
  cluster: Cluster,
  name: PodName,
  container: string,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + STARTS_WITHIN_MS
  for (;;) {
    const why = whyNotRunning(await lookAtPod(cluster, name, signal), container)
    if (why === null) return
    const hopeless = /ErrImagePull|ImagePullBackOff|InvalidImageName|CreateContainerConfigError/.test(why)
    if (hopeless || performance.now() > deadline)
      throw new AppError('conflict', `The debug container does not start from the image ${image}.`, {
        hint: hopeless
          ? 'Is the name right, and can the server reach its registry? Another image with a shell does as well.'
          : 'It may still be pulling. Look at the events of the pod.',
        said: why,
        field: 'image',
      })
    await pause(LOOK_EVERY_MS, undefined, { signal })
  }
}
