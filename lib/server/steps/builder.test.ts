import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, clusterOf, daemonSet, deployment, faultOf } from '../../testing/step-trial.ts'
import { builder } from './builder.ts'
import { chartRepositoryUrl } from './release-faults.ts'

const dind = examplePlan
const host = { ...examplePlan, builder: 'host' as const }
const namespace = 'binder'
const release = (name = 'binder') =>
  deployment('binder', 1, { namespace, annotations: { 'meta.helm.sh/release-name': name } })

const none = 'missing\nmissing\n-\nACCEPT'
const docker = 'socket\nmissing\n27.1.1\nACCEPT'

const check = (plan: typeof dind | typeof host, objects: object[], seen: string) =>
  builder.check(answers({ cluster: clusterOf(...objects), docker: seen }), plan)

describe('the check of the builder in the cluster', () => {
  it('needs nothing before there is a release, or for that of somebody else', () => {
    expect(check(dind, [], none).state).toBe('not-needed')
    expect(check(dind, [release('other')], none).state).toBe('not-needed')
  })

  it('says of a release after the letter of the tutorial that every build would hang', () => {
    expect(check(dind, [release()], none)).toMatchObject({
      state: 'open',
      evidence: expect.stringContaining('every build would hang'),
    })
  })

  it('differs where the release builds with a Docker on the server, or with Podman', () => {
    expect(check(dind, [release()], docker).state).toBe('differs')
    expect(check(dind, [release(), daemonSet('binder-pink', 1, { namespace })], none).state).toBe('differs')
  })

  it('is done when its own builder is ready, and broken while that is not', () => {
    expect(check(dind, [release(), daemonSet('binder-dind', 1, { namespace })], none).state).toBe('done')
    expect(check(dind, [release(), daemonSet('binder-dind', 0, { namespace })], none).state).toBe('broken')
  })

  it('sees a folder in the place of its socket', () => {
    const seen = 'missing\nfolder\n-\nACCEPT'
    const objects = [release(), daemonSet('binder-dind', 0, { namespace })]
    expect(check(dind, objects, seen)).toMatchObject({ state: 'broken', fault: 'dind-socket-folder' })
    const fault = builder.faults.find(({ id }) => id === 'dind-socket-folder')
    expect(fault?.seen?.(answers({ cluster: clusterOf(...objects), docker: seen }), dind)).toBe(true)
    expect(fault?.seen?.(answers({ cluster: clusterOf(...objects), docker: none }), dind)).toBe(false)
  })
})

describe('the check of Docker on the server', () => {
  it.each([
    ['done', docker],
    ['open', none],
    ['broken', 'folder\nmissing\n-\nACCEPT'],
    ['broken', 'socket\nmissing\n-\nACCEPT'],
    ['differs', 'socket\nmissing\n27.1.1\nDROP'],
  ])('is %s for %j', (state, seen) => {
    expect(check(host, [], seen).state).toBe(state)
  })

  it('differs while the release builds with its own', () => {
    expect(check(host, [release(), daemonSet('binder-dind', 1, { namespace })], docker).state).toBe('differs')
  })
})

describe('the script of the builder', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  const withRelease = (status: string, values: object | null): ScriptedServer =>
    scriptedServer({
      microk8s: `case "$*" in
  'helm list'*json) echo '[{"name":"binder","chart":"binderhub-1.0.0-0.dev.git.3941.h9056a226"}]' ;;
  'helm list'*) printf 'NAME\\tNAMESPACE\\tREVISION\\tUPDATED\\tSTATUS\\nbinder\\tbinder\\t4\\tthat day\\t%s\\n' "$(cat "$folder/status" 2>/dev/null || echo ${status})" ;;
  'helm history'*) printf 'REVISION\\tUPDATED\\tSTATUS\\n3\\tthat day\\tdeployed\\n4\\tthat day\\t${status}\\n' ;;
  'helm rollback'*) echo deployed >"$folder/status" ;;
  'helm get values'*) echo '${JSON.stringify(values)}' ;;
  'helm upgrade'*) cat >"$folder/given" ;;
  *'get daemonset '*) exit 1 ;;
esac`,
    })
  const given = () => JSON.parse(readFileSync(join(server.folder, 'given'), 'utf8'))

  it('changes the builder of a release, keeps its chart version and all other values', () => {
    server = withRelease('deployed', { registry: { password: 'sesame' } })
    const { code, lines } = server.run(builder.script(dind))
    expect(code).toBe(0)
    expect(given()).toEqual({ imageBuilderType: 'dind', dind: { daemonset: { extraArgs: ['--mtu=1450'] } } })
    expect(server.calls().find((call) => call.includes('upgrade'))).toContain(
      '--version 1.0.0-0.dev.git.3941.h9056a226 --namespace binder --cleanup-on-fail --reuse-values',
    )
    expect(lines.join('\n')).not.toContain('sesame')
  })

  it.each([
    [['--insecure-registry=10.0.0.5:32000'], ['--insecure-registry=10.0.0.5:32000', '--mtu=1450']],
    [['--mtu=1000'], ['--mtu=1000']],
  ])('keeps the arguments %j that somebody gave it', (extraArgs, expected) => {
    server = withRelease('deployed', { dind: { daemonset: { extraArgs } } })
    server.run(builder.script(dind))
    expect(given().dind.daemonset.extraArgs).toEqual(expected)
  })

  it('reads a release without values of its own', () => {
    server = withRelease('deployed', null)
    expect(server.run(builder.script(dind)).code).toBe(0)
    expect(given().imageBuilderType).toBe('dind')
  })

  it('takes back first what a Helm that was killed left behind', () => {
    server = withRelease('pending-upgrade', {})
    expect(server.run(builder.script(dind)).code).toBe(0)
    const changes = server.calls().filter((call) => /helm (rollback|upgrade) /.test(call))
    expect(changes).toEqual([
      'microk8s helm rollback binder 3 --namespace binder',
      expect.stringContaining(`helm upgrade binder binderhub --repo ${chartRepositoryUrl} `),
    ])
  })

  it('takes away an empty folder in the place of a socket, and no other', () => {
    server = withRelease('deployed', {
      imageBuilderType: 'dind',
      dind: { daemonset: { extraArgs: ['--mtu=1450'] } },
    })
    const remedy = builder.faults.find(({ id }) => id === 'dind-socket-folder')?.remedy
    const place = join(server.folder, 'var/run/dind/docker.sock')
    mkdirSync(place, { recursive: true })
    const clear = () => server.run(remedy?.script(dind) ?? '', ['/var/run/dind'])
    expect(clear().code).toBe(0)
    expect(existsSync(place)).toBe(false)

    mkdirSync(place)
    writeFileSync(join(place, 'mine'), '')
    const { code, lines } = clear()
    expect(code).toBe(1)
    expect(faultOf(builder, lines.at(-1) ?? '', dind)).toMatchObject({
      id: 'folder-in-use',
      what: `${place} is a folder with something in it.`,
    })
    expect(existsSync(join(place, 'mine'))).toBe(true)
  })

  it('leaves a release alone that did not come through', () => {
    server = withRelease('failed', {})
    const { code, lines } = server.run(builder.script(dind))
    expect(code).toBe(1)
    expect(faultOf(builder, lines.at(-1) ?? '', dind)?.id).toBe('release-unfinished')
    expect(server.calls().some((call) => call.includes('upgrade'))).toBe(false)
  })

  it('does nothing without a release', () => {
    server = scriptedServer({ microk8s: `case "$*" in *'get daemonset '*) exit 1 ;; esac` })
    const { code, lines } = server.run(builder.script(dind))
    expect(code).toBe(0)
    expect(lines).toContain('There is no release binder yet: it is installed with this builder.')
  })

  it.each(['kubectl', 'helm list'])(
    'takes a server that does not answer %j for no server without a release',
    (silent) => {
      server = scriptedServer({ microk8s: `case "$*" in '${silent}'*) exit 1 ;; esac` })
      const { code, lines } = server.run(builder.script(dind))
      expect(code).toBe(1)
      expect(faultOf(builder, lines.at(-1) ?? '', dind)?.id).toBe('unreachable')
    },
  )
})

describe('a known failure of the builder', () => {
  it.each([
    [
      'MountVolume.SetUp failed: hostPath type check failed: /var/run/docker.sock is not a socket file',
      'socket-no-socket',
    ],
    ['stopped: Docker does not start.', 'docker-does-not-start'],
    ["E: Package 'docker.io' has no installation candidate", 'package-unknown'],
    [
      'Error: looks like "https://jupyterhub.github.io/helm-chart/" is not a valid chart repository or cannot be reached: x',
      'repository-away',
    ],
  ])('is told by %j', (line, id) => {
    expect(faultOf(builder, line, host)?.id).toBe(id)
  })
})
