import { describe, expect, it } from 'vitest'
import { mergeValues } from '../../shared/values.ts'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { answers, clusterOf, daemonSet, deployment, faultOf, waitingPod } from '../../testing/step-trial.ts'
import { binderText, secretText } from '../binder-config/config-text.ts'
import { readValues } from '../binder-config/values.ts'
import { config } from './config.ts'
import { health } from './health.ts'
import { hubUrl } from './hub-url.ts'
import { install } from './install.ts'
import { launch } from './launch.ts'
import { pods } from './pods.ts'
import type { PlanToken } from './step.ts'

const line = (text: string): string => `600 root ${Buffer.from(text).toString('base64')}\n`
const binder = binderText(plan)
const secret = secretText(plan, () => '"x"')
const files = line(binder) + line(secret)
const values = mergeValues(readValues(secret), readValues(binder))

interface Wish {
  status?: string
  revision?: number
  given?: object
}
const release = ({ status = 'deployed', revision = 2, given = values }: Wish = {}): string =>
  `${JSON.stringify([
    {
      name: 'binder',
      revision: String(revision),
      updated: 'then',
      status,
      chart: `binderhub-${plan.chartVersion}`,
    },
  ])}\n--- values ---\n${JSON.stringify(given)}`
const none = '[]\n--- values ---\n'
const down = { text: 'Kubernetes cluster unreachable', code: 1 }

const inside = { namespace: 'binder' }
const service = (name: string, ip?: string): object => ({
  kind: 'Service',
  metadata: { name, ...inside },
  status: { loadBalancer: ip === undefined ? {} : { ingress: [{ ip }] } },
})
const well = [deployment('binder', 1, inside), deployment('hub', 1, inside), deployment('proxy', 1, inside)]
const cluster = clusterOf(...well, service('binder', '10.0.0.201'), service('proxy-public', '10.0.0.202'))

describe('the settings', () => {
  const check = (seen: string, of: string | typeof down, token?: PlanToken) =>
    config.check(answers({ 'config-files': seen, release: of }), plan, token)

  it('are done when both files say what the plan says', () => {
    expect(check(files, none).state).toBe('done')
  })

  it('differ where a value was changed, which is named', () => {
    expect(check(line(binder.replace('"dind"', '"host"')) + line(secret), none)).toEqual({
      state: 'differs',
      evidence: 'binder.yaml: imageBuilderType is "host".',
      wanted: 'imageBuilderType: "dind"',
    })
  })

  it('differ where the token is another one than the plan has, in files and in a release, and show neither', () => {
    const marks = (mark: string | null): PlanToken => ({ mark, markOf: (text) => `mark of ${text}` })
    expect(check(files, none, marks('mark of x')).state).toBe('done')
    expect(check(files, none, marks(null)).state).toBe('done')
    expect(check(files, none, marks('mark of y'))).toEqual({
      state: 'differs',
      evidence: "secret.yaml: registry.password is another one than the plan's.",
      wanted: 'registry.password: the token of the plan',
    })
    expect(check('none\nnone\n', release(), marks('mark of y'))).toMatchObject({
      state: 'differs',
      evidence: expect.stringContaining('registry.password'),
    })
  })

  it('differ when others may read them', () => {
    expect(check(files.replace('600 root', '644 root'), none).state).toBe('differs')
  })

  it('are not yet there for a release that was made by hand, which is said', () => {
    expect(check('none\nnone\n', release())).toMatchObject({
      state: 'open',
      evidence: expect.stringContaining('made without Bindery'),
    })
    expect(check('none\nnone\n', down).state).toBe('unknown')
  })

  it('are broken when a file is no YAML', () => {
    expect(check(line('a:\n\t- b\n') + line(secret), none)).toMatchObject({
      state: 'broken',
      fault: 'no-yaml',
    })
  })
})

describe('the release', () => {
  const check = (of: string | typeof down, objects = cluster) =>
    install.check(answers({ release: of, 'config-files': files, cluster: objects }), plan)

  it('is done when the newest revision has the chart and the values of the files', () => {
    expect(check(release()).state).toBe('done')
  })

  it('is never taken for done or open when Helm cannot say', () => {
    expect(check(down).state).toBe('unknown')
  })

  it('is broken while a revision is pending, and open after one that failed', () => {
    expect(check(release({ status: 'pending-upgrade' }))).toMatchObject({
      state: 'broken',
      fault: 'unfinished',
    })
    expect(check(release({ status: 'failed' })).state).toBe('open')
  })

  it('differs when it was changed past the files', () => {
    expect(check(release({ given: { ...values, replicas: 3 } }))).toMatchObject({
      evidence: 'Revision 2 has other values than the files: replicas.',
    })
  })

  it('is not done on the word of Helm alone', () => {
    expect(check(release(), clusterOf())).toMatchObject({
      state: 'open',
      evidence: expect.stringContaining('hub'),
    })
  })

  it('sees a BinderHub of another name in the namespace', () => {
    const other = JSON.stringify([{ name: 'old', chart: 'binderhub-1.0.0' }])
    expect(check(`${other}\n--- values ---\n`)).toMatchObject({ state: 'differs', wanted: 'binder' })
  })
})

describe('the address of the hub', () => {
  const check = (objects: string, given: object, how: typeof plan.addresses) =>
    hubUrl.check(answers({ cluster: objects, release: release({ given }) }), { ...plan, addresses: how })
  const withUrl = (hub_url: string): object => ({ config: { BinderHub: { hub_url } } })

  it('is done when hub_url is the address of proxy-public, with or without a slash', () => {
    for (const url of ['http://10.0.0.202/', 'http://10.0.0.202'])
      expect(check(cluster, withUrl(url), { how: 'read' }).state).toBe('done')
    expect(check(cluster, withUrl('http://10.0.0.202/'), plan.addresses).state).toBe('done')
  })

  it('differs when hub_url is the address of the start page, as in the tutorial', () => {
    expect(check(cluster, withUrl('http://10.0.0.201'), { how: 'read' }).state).toBe('differs')
  })

  it('leaves a domain name that was set by hand', () => {
    expect(check(cluster, withUrl('https://hub.example.org/'), { how: 'read' }).state).toBe('done')
    expect(check(cluster, withUrl('http://proxy-public/'), { how: 'read' }).state).toBe('open')
  })

  it('is open while the service waits for its address', () => {
    const waiting = clusterOf(...well, service('binder'), service('proxy-public'))
    expect(check(waiting, withUrl('http://10.0.0.202/'), plan.addresses).state).toBe('open')
  })
})

describe('the pods', () => {
  it('are done when every workload is ready, and broken with the reason of the worst', () => {
    expect(pods.check(answers({ cluster }), plan).state).toBe('done')
    const sick = clusterOf(
      ...well,
      daemonSet('binder-dind', 0, inside),
      waitingPod('binder-dind-x', 'binder', 'ImagePullBackOff', 'Back-off pulling image "docker:dind"'),
    )
    expect(pods.check(answers({ cluster: sick }), plan)).toMatchObject({
      state: 'broken',
      evidence: expect.stringContaining('binder-dind-x is ImagePullBackOff'),
      fault: 'pull-failed',
    })
  })
})

describe('the health', () => {
  const check = (text: string) => health.check(answers({ cluster, 'binder-health': text }), plan)
  const said = (registry: boolean, hub: boolean): string =>
    JSON.stringify({
      checks: [
        { service: 'Docker registry', ok: registry },
        { service: 'JupyterHub API', ok: hub },
        { service: 'Pod quota', ok: false, _ignore_failure: true },
      ],
    })

  it('is done when all checks that count are well and the hub answers', () => {
    expect(
      check(`binder http://b/health ${said(true, true)} 200\nhub http://h/hub/health  200\n`).state,
    ).toBe('done')
  })

  it('names the check that fails', () => {
    expect(check(`binder http://b/health ${said(false, true)} 503\nhub http://h/hub/health 200\n`)).toEqual({
      state: 'broken',
      evidence: 'http://b/health says: Docker registry fails.',
      fault: 'registry',
    })
  })

  it('is broken when nothing answers, and unknown when Kubernetes does not', () => {
    expect(check('binder http://b/health  000\nhub http://h/hub/health  000\n')).toMatchObject({
      fault: 'silent',
    })
    expect(health.check(answers({ cluster: down, 'binder-health': '' }), plan).state).toBe('unknown')
  })
})

describe('the launch', () => {
  const proof = {
    release: 'binder',
    namespace: 'binder',
    revision: 2,
    deployed: 'then',
    readyAt: 0,
    tookMs: 7000,
    phases: [],
    ...plan.proof,
  }
  const check = (change: object, revision = 2) =>
    launch.check(
      answers({ 'launch-proof': JSON.stringify({ ...proof, ...change }), release: release({ revision }) }),
      plan,
    )

  it('counts for the revision that it was made with, and for no other release of the same name', () => {
    expect(check({}).state).toBe('done')
    expect(check({}, 3)).toMatchObject({
      state: 'open',
      evidence: expect.stringContaining('Now it is revision 3'),
    })
    expect(check({ deployed: 'long ago' }).state).toBe('open')
    expect(check({ repository: 'https://github.com/a/b' }).state).toBe('differs')
  })

  it.each([
    [
      'stopped: the launch failed while pushing: denied: requested access to the resource is denied',
      'push-denied',
    ],
    ['stopped: the launch failed while waiting: Could not resolve ref for gh:a/b/main.', 'not-found'],
    ['stopped: the launch failed while launching: Failed to launch image x:f404b8', 'launch-failed'],
    ['stopped: the launch failed while building: no space left on device', 'disk-full'],
    ['stopped: the launch failed while waiting: Too many launches. Try again later.', 'rate-limit'],
    ['stopped: the launch failed while building: pip returned 1', 'build-failed'],
    [
      'stopped: the build does not begin: pod b: FailedMount /var/run/docker.sock is not a socket file',
      'build-stuck',
    ],
  ])('knows "%s"', (text, id) => {
    expect(faultOf(launch, text, plan)?.id).toBe(id)
  })
})

describe('what Helm says', () => {
  it.each([
    ['- (root): Additional property nonsense is not allowed', 'value-refused'],
    ["- at '/jupyterhub/cull': additional properties 'x' not allowed", 'value-refused'],
    ["- at '/replicas': got string, want number", 'value-refused'],
    ['- singleuser.cpu.limit: Invalid type. Expected: number, given: string', 'value-refused'],
    ['Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress', 'unfinished'],
    [
      'Error: chart requires kubeVersion: >=1.28.0-0 which is incompatible with Kubernetes v1.26.11',
      'kubernetes-too-old',
    ],
    ['Error: repo jupyterhub not found', 'no-repository'],
    [
      'Error: chart "binderhub" matching 1.0.0-0.dev.git.1.h1 not found in jupyterhub index',
      'version-missing',
    ],
    [
      'Error: failed to parse binder.yaml: error converting YAML to JSON: yaml: line 2: found character',
      'no-yaml',
    ],
    ['Error: Kubernetes cluster unreachable: Get "https://127.0.0.1:16443/version": EOF', 'unreachable'],
    [
      'Error: looks like "https://jupyterhub.github.io/helm-chart/" is not a valid chart repository or cannot be reached: 503',
      'repository-away',
    ],
    [
      'Error: INSTALLATION FAILED: Unable to continue with install: invalid ownership metadata; label validation error',
      'foreign-objects',
    ],
  ])('knows "%s"', (text, id) => {
    expect(faultOf(install, text, plan)?.id).toBe(id)
  })
})
