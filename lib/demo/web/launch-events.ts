import { randomBytes } from 'node:crypto'
import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod } from '../cluster/kube-object.ts'
import { troubleOf } from '../cluster/pod-trouble.ts'
import { valueAt } from '../helm/binderhub-objects.ts'
import { newest } from '../helm/releases.ts'
import { type Repository, startBuild, startSession } from '../people/sessions.ts'

const BUILD_LINES = [
  'Picked Git content provider.\n',
  "Cloning into '/tmp/repo2docker'...\n",
  'HEAD is now at 313f5fe Update README\n',
  'Using DockerBuildPack builder\n',
  'Step 1/6 : FROM quay.io/jupyter/minimal-notebook:2025-08-25\n',
  ' ---> 7f2b1b9b2f4c\n',
  'Step 6/6 : USER jovyan\n',
  'Successfully built 4e1f0c1d2a3b\n',
]

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
    const build = startBuild(cluster, repository)
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
    yield event({ phase: 'fetching', message: `${BUILD_LINES[0]}` })
    for (const [index, line] of BUILD_LINES.entries()) {
      await machine.wait(350, signal)
      cluster.log(build, line.trimEnd())
      if (index > 0) yield event({ phase: index < 3 ? 'fetching' : 'building', message: line })
    }
    yield event({
      phase: 'pushing',
      message: 'Pushing image\n',
      progress: { layer1: { current: 40, total: 100 } },
    })
    await machine.wait(900, signal)
    machine.state.images.push(image)
    cluster.store.remove(build)
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
