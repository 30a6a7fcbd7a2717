import { randomBytes } from 'node:crypto'
import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod, type KubeObject } from '../cluster/kube-object.ts'
import { newest } from '../helm/releases.ts'
import { launchEvents } from '../web/launch-events.ts'
import { startSession, stopSession } from './sessions.ts'

/** Who comes: repositories that are taught with. */
const REPOSITORIES = [
  { owner: 'binder-examples', repository: 'conda', ref: 'HEAD' },
  { owner: 'binder-examples', repository: 'r', ref: 'HEAD' },
  { owner: 'ipython', repository: 'ipython-in-depth', ref: 'master' },
  { owner: 'jakevdp', repository: 'PythonDataScienceHandbook', ref: 'master' },
  { owner: 'fastai', repository: 'fastbook', ref: 'master' },
]
const MOST = 9
const EVERY_MS = 20_000

/**
 * Once BinderHub runs, people come and go at a calm pace: somebody new every half minute or so, at times with a
 * build first; everybody stays some minutes.
 */
export function peopleComeAndGo(cluster: Cluster): void {
  const round = (): void => {
    cluster.later(EVERY_MS * (0.6 + Math.random() * 0.8), round)
    const release = newest(cluster.machine)[0]
    if (!cluster.running || release?.info.status !== 'deployed' || !isWell(cluster, release.namespace)) return
    const sessions = cluster.store
      .list('Pod', release.namespace)
      .filter(({ metadata }) => metadata.labels?.component === 'singleuser-server')
    if (sessions.length >= MOST || (sessions.length > 3 && Math.random() < 0.4)) leave(cluster, sessions)
    else come(cluster, release.namespace)
  }
  cluster.later(EVERY_MS, round)
}

function isWell(cluster: Cluster, namespace: string): boolean {
  const pods = cluster.store.list('Pod', namespace)
  return ['binder', 'hub', 'proxy'].every((name) =>
    pods.some((pod) => pod.metadata.name.startsWith(`${name}-`) && isReadyPod(pod)),
  )
}

function come(cluster: Cluster, namespace: string): void {
  const choice = REPOSITORIES[Math.floor(Math.random() * REPOSITORIES.length)]
  if (!choice) return
  if (Math.random() < 0.25) {
    // A repository that was never built here: the image is made first.
    void launch(cluster, {
      ...choice,
      namespace,
      repository: `${choice.repository}-${randomBytes(1).toString('hex')}`,
    })
    return
  }
  const user = `${choice.owner}-${choice.repository}`.toLowerCase().slice(0, 32).replace(/-$/, '')
  startSession(cluster, {
    ...choice,
    namespace,
    user: `${user}-${randomBytes(4).toString('hex')}`,
    image: `binder-${choice.owner}-2d${choice.repository}-7c1b2a:313f5fe`.toLowerCase(),
  })
}

async function launch(cluster: Cluster, repository: Parameters<typeof launchEvents>[1]): Promise<void> {
  try {
    for await (const _ of launchEvents(cluster, repository)) void _
  } catch {
    // The machine was switched off in the middle.
  }
}

function leave(cluster: Cluster, sessions: readonly KubeObject[]): void {
  const [longest] = [...sessions].sort((a, b) =>
    (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''),
  )
  const user = longest?.metadata.labels?.['hub.jupyter.org/username']
  if (longest && user !== undefined) stopSession(cluster, longest.metadata.namespace ?? '', user)
}
