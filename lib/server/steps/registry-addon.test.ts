import { describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { answers, clusterOf, deployment } from '../../testing/step-trial.ts'
import { metricsServer } from './metrics-server.ts'
import { registryAddon } from './registry-addon.ts'
import { hostsFile, hostsText, imageHost } from './seen/registry-trust.ts'

const host = '10.0.0.5:32000'
const plan = { ...examplePlan, registry: { kind: 'addon' as const }, imagePrefix: `${host}/binder/` }

const registry = (ready: number) => deployment('registry', ready, { namespace: 'container-registry' })
const check = (objects: object[], hosts = '', code = 0) =>
  registryAddon.check(
    answers({ cluster: clusterOf(...objects), 'registry-trust': { text: hosts, code } }),
    plan,
  )

describe('the check of the registry on the server', () => {
  it('is not needed with another registry', () => {
    const seen = answers({ cluster: clusterOf(), 'registry-trust': '' })
    expect(registryAddon.check(seen, examplePlan).state).toBe('not-needed')
  })

  it('is done when it is ready and MicroK8s may take images from it under the name they have', () => {
    expect(check([registry(1)], hostsText(host)).state).toBe('done')
    expect(check([registry(1)], hostsText('10.0.0.6:32000')).state).toBe('open')
    expect(check([registry(1)], '', 1).state).toBe('open')
    expect(check([registry(0)], hostsText(host)).state).toBe('broken')
    expect(check([]).state).toBe('open')
  })
})

describe('the registry of an image prefix', () => {
  it.each([
    ['someone/binder-', null],
    ['10.0.0.5:32000/binder/', '10.0.0.5:32000'],
    ['ghcr.io/owner/binder-', 'ghcr.io'],
    ['localhost/binder-', 'localhost'],
    ['binder-', null],
  ])('of %j is %j', (imagePrefix, expected) => {
    expect(imageHost({ ...examplePlan, imagePrefix })).toBe(expected)
  })

  it('has its file where containerd looks', () => {
    expect(hostsFile(host)).toBe('/var/snap/microk8s/current/args/certs.d/10.0.0.5:32000/hosts.toml')
  })
})

describe('the check of the metrics server', () => {
  const server = (ready: number) => deployment('metrics-server', ready, { namespace: 'kube-system' })
  it.each([
    [true, [server(1)], 'done'],
    [true, [server(0)], 'broken'],
    [true, [], 'open'],
    [false, [], 'not-needed'],
    [false, [server(1)], 'done'],
  ])('wanted %j', (wanted, objects, state) => {
    const seen = answers({ cluster: clusterOf(...objects) })
    expect(metricsServer.check(seen, { ...examplePlan, metricsServer: wanted }).state).toBe(state)
  })
})
