import { randomBytes } from 'node:crypto'
import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod } from '../cluster/kube-object.ts'
import { troubleOf } from '../cluster/pod-trouble.ts'
import { valueAt } from '../helm/binderhub-objects.ts'
import { newest } from '../helm/releases.ts'
import { buildSays } from '../people/build-says.ts'
import { endBuild, type Repository, startBuild, startSession } from '../people/sessions.ts'

/** What `GET /build/gh/…` streams: the events of domain.md 3, while a build pod and a session really come up. */
export async function* launchEvents(cluster: Cluster, repository: Repository): AsyncGenerator<string> {
  const { machine } = cluster
  const signal = new AbortController().signal
  const event = (data: Record<string, unknown>): string => `data: ${JSON.stringify(data)}\n\n`
  const release = newest(machine, repository.namespace)[0]
  const prefix = String(valueAt(release?.config, 'config', 'BinderHub', 'image_prefix') ?? 'binder-')
  const image = `${prefix}${repository.owner}-2d${repository.repository}-7c1b2a:313f5fe`
  yield ':keepalive\n\n'
  if (!machine.state.images.includes(image)) {
    yield event({ phase: 'waiting', message: 'Waiting for build to start...\n' })
    const build = startBuild(cluster, { ...repository, image })
    const until = machine.elapsed() + 600_000
    for (;;) {
      const pod = cluster.store.get('Pod', build.metadata.name, repository.namespace)
      if (!pod || (machine.elapsed() > until && troubleOf(cluster, pod))) {
        yield event({ phase: 'failed', message: 'The build was stopped.\n' })
        return
      }
      if (isReadyPod(pod)) break
      await machine.wait(200, signal)
    }
    let failed = false
    for await (const said of buildSays(machine, repository, image)) {
      cluster.log(build, JSON.stringify(said))
      failed = said.phase === 'failed'
      yield event({ ...said })
    }
    endBuild(cluster, build, failed)
    if (failed) return
    machine.state.images.push(image)
  }
  yield event({ phase: 'built', imageName: image, message: 'Built image, launching...\n' })
  yield event({ phase: 'launching', message: 'Launching server...\n' })
  const name = `${repository.owner}-${repository.repository}`.toLowerCase().slice(0, 32)
  const user = `${name}-${randomBytes(4).toString('hex')}`
  const session = startSession(cluster, { ...repository, user, image })
  for (;;) {
    const pod = cluster.store.get('Pod', session.metadata.name, repository.namespace)
    if (!pod) {
      yield event({ phase: 'failed', message: `Failed to launch image ${image}\n` })
      return
    }
    if (isReadyPod(pod)) break
    await machine.wait(200, signal)
  }
  yield event({
    phase: 'ready',
    message: `server running at ${hubUrl(cluster, repository.namespace)}user/${user}/\n`,
    url: `${hubUrl(cluster, repository.namespace)}user/${user}/`,
    token: randomBytes(16).toString('hex'),
    image,
    repo_url: `https://github.com/${repository.owner}/${repository.repository}`,
  })
}

function hubUrl({ machine }: Cluster, namespace: string): string {
  const url = valueAt(newest(machine, namespace)[0]?.config, 'config', 'BinderHub', 'hub_url')
  return typeof url === 'string' && url !== ''
    ? url.endsWith('/')
      ? url
      : `${url}/`
    : 'http://proxy-public/'
}
