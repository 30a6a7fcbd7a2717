import { randomBytes } from 'node:crypto'
import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod, type KubeObject } from '../cluster/kube-object.ts'
import { newest } from '../helm/releases.ts'
import { launchEvents } from '../web/launch-events.ts'
import { idleFor, touch } from './activity.ts'
import { sessionOf, sessionsIn, startSession, stopSession } from './sessions.ts'

/** Who comes: repositories that are taught with. */
const REPOSITORIES = [
  { owner: 'binder-examples', repository: 'conda', ref: 'HEAD' },
  { owner: 'binder-examples', repository: 'r', ref: 'HEAD' },
  { owner: 'ipython', repository: 'ipython-in-depth', ref: 'master' },
  { owner: 'jakevdp', repository: 'PythonDataScienceHandbook', ref: 'master' },
  { owner: 'fastai', repository: 'fastbook', ref: 'master' },
]
const MOST = 9
/** So many come, leave their tab open and are never seen again. */
const MOST_ABSENT = 3
const EVERY_MS = 20_000
/** `cull.timeout` of the chart. */
const CULL_MS = 3_600_000

/**
 * Once BinderHub runs, people come and go at a calm pace: somebody new every half minute or so, at times with a
 * build first; most stay some minutes, and some leave their session behind for the hub to stop.
 */
export function peopleComeAndGo(cluster: Cluster): void {
  /** Those who are there, by the uid of their pod. Whoever was launched by hand is nobody of ours. */
  const present = new Set<string>()
  const absent = new Set<string>()
  const isOf =
    (set: ReadonlySet<string>) =>
    ({ metadata }: KubeObject): boolean =>
      set.has(metadata.uid ?? '')
  const round = (): void => {
    cluster.later(EVERY_MS * (0.6 + Math.random() * 0.8), round)
    const release = newest(cluster.machine)[0]
    if (!cluster.running || release?.info.status !== 'deployed' || !isWell(cluster, release.namespace)) return
    const sessions = sessionsIn(cluster, release.namespace)
    for (const session of sessions) if (idleFor(cluster, session) > CULL_MS) leave(cluster, session)
    const here = sessions.filter(isOf(present))
    for (const session of here) touch(cluster, session)
    if (sessions.length >= MOST || (sessions.length > 3 && Math.random() < 0.4)) leave(cluster, oldest(here))
    else {
      const isLast = sessions.filter(isOf(absent)).length >= MOST_ABSENT
      const stays = !isLast && Math.random() < 0.4 ? absent : present
      void come(cluster, release.namespace).then((pod) => pod?.metadata.uid && stays.add(pod.metadata.uid))
    }
  }
  cluster.later(EVERY_MS, round)
}

function isWell(cluster: Cluster, namespace: string): boolean {
  const pods = cluster.store.list('Pod', namespace)
  return ['binder', 'hub', 'proxy'].every((name) =>
    pods.some((pod) => pod.metadata.name.startsWith(`${name}-`) && isReadyPod(pod)),
  )
}

/** The pod of whoever came, once they have one; null where nothing came of it. */
async function come(cluster: Cluster, namespace: string): Promise<KubeObject | null> {
  const choice = REPOSITORIES[Math.floor(Math.random() * REPOSITORIES.length)]
  if (!choice) return null
  // A repository that was never built here: the image is made first.
  if (Math.random() < 0.25)
    return await launch(cluster, {
      ...choice,
      namespace,
      repository: `${choice.repository}-${randomBytes(1).toString('hex')}`,
    })
  const user = `${choice.owner}-${choice.repository}`.toLowerCase().slice(0, 32).replace(/-$/, '')
  return startSession(cluster, {
    ...choice,
    namespace,
    user: `${user}-${randomBytes(4).toString('hex')}`,
    image: `binder-${choice.owner}-2d${choice.repository}-7c1b2a:313f5fe`.toLowerCase(),
  })
}

async function launch(
  cluster: Cluster,
  repository: Parameters<typeof launchEvents>[1],
): Promise<KubeObject | null> {
  let last = ''
  try {
    for await (const event of launchEvents(cluster, repository)) last = event
  } catch {
    // The machine was switched off in the middle.
  }
  const user = /\/user\/([^/]+)\//.exec(last)?.[1]
  return user === undefined ? null : (sessionOf(cluster, repository.namespace, user) ?? null)
}

function oldest(sessions: readonly KubeObject[]): KubeObject | undefined {
  const came = ({ metadata }: KubeObject): string => metadata.creationTimestamp ?? ''
  return [...sessions].sort((a, b) => came(a).localeCompare(came(b)))[0]
}

function leave(cluster: Cluster, session: KubeObject | undefined): void {
  const user = session?.metadata.labels?.['hub.jupyter.org/username']
  if (session && user !== undefined) stopSession(cluster, session.metadata.namespace ?? '', user)
}
