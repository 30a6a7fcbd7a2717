import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Plan, planSchema } from '../../shared/plan.ts'
import { type Values, valueAt } from '../../shared/values.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { binderSettings } from './binder-settings.ts'
import { binderText, secretText } from './config-text.ts'
import { secretSettings } from './secret-settings.ts'
import { readValues } from './values.ts'
import { yamlScalar } from './write-yaml.ts'

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/)
const address = fc.ipV4()

const plans: fc.Arbitrary<Plan> = fc
  .record({
    registry: fc.oneof(
      fc.record({
        kind: fc.constant('docker-hub' as const),
        account: fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?$/),
      }),
      fc.record({
        kind: fc.constant('v2' as const),
        url: fc.stringMatching(/^https?:\/\/[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?(:\d{1,5})?$/),
        user: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      }),
      fc.constant({ kind: 'addon' as const }),
    ),
    imagePrefix: fc.constantFrom(
      'ann/binder-',
      '10.0.0.5:32000/binder/',
      'ghcr.io/ann/binder-',
      '0/yes-',
      '010/1e3-',
    ),
    addresses: fc.oneof(
      fc.constant({ how: 'read' as const }),
      fc.record({ how: fc.constant('fixed' as const), binder: address, hub: address }),
    ),
    namespace: label,
    builder: fc.constantFrom('dind' as const, 'host' as const),
    chartVersion: fc.constantFrom('1.0.0-0.dev.git.3167.hc46696b', '1.0.0-0.dev.git.3941.h9056a226'),
  })
  .map((some) => ({ ...examplePlan, ...some }))
  .filter((plan) => planSchema.safeParse(plan).success)

const readers: [string, (text: string) => Values][] = [
  ['YAML 1.1, as Helm reads it', readValues],
  ['YAML 1.2', (text) => parse(text, { version: '1.2' }) as Values],
]

describe.each(readers)('the written files under %s', (_name, read) => {
  it('give back every value of every plan', () => {
    fc.assert(
      fc.property(
        plans,
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        (plan, token) => {
          const binder = read(binderText(plan))
          for (const { path, value } of binderSettings(plan)) expect(valueAt(binder, path)).toEqual(value)
          const secret = read(secretText(plan, () => yamlScalar(token)))
          for (const { path, value, secret: variable } of secretSettings(plan))
            expect(valueAt(secret, path)).toEqual(variable === null ? value : token)
        },
      ),
    )
  }, 30_000)
})

describe('traps of the chart', () => {
  const values = (change: Partial<Plan>): Values => readValues(binderText({ ...examplePlan, ...change }))
  const secrets = (change: Partial<Plan>): Values =>
    readValues(secretText({ ...examplePlan, ...change }, () => '"hidden"'))

  it('sets no address for Docker Hub, where every spelling but one makes pushes fail', () => {
    expect(secrets({}).registry).toEqual({ username: 'robolab', password: 'hidden' })
  })

  it('gives the hub an address with a scheme, and not that of the start page', () => {
    expect(values({}).config).toMatchObject({
      BinderHub: { hub_url: 'http://10.0.0.202/', hub_url_local: 'http://proxy-public' },
    })
  })

  it('leaves out the key of the cleaner that charts before git.3668 refuse', () => {
    expect(values({ chartVersion: '1.0.0-0.dev.git.3667.habcdef0' }).imageCleaner).toBeUndefined()
    expect(values({ chartVersion: '1.0.0-0.dev.git.3668.habcdef0' }).imageCleaner).toEqual({ cordon: false })
  })

  it('writes memory in the units of JupyterHub', () => {
    const sizes = valueAt(values({}), ['jupyterhub', 'singleuser', 'memory'])
    expect(Object.values(sizes as object)).toSatisfy((all: string[]) =>
      all.every((size) => /^\d+[KMGT]$/.test(size)),
    )
  })

  it('lets the builder push to the add-on registry, which speaks plain http', () => {
    const addon = { registry: { kind: 'addon' as const }, imagePrefix: '10.0.0.5:32000/binder/' }
    expect(valueAt(values(addon), ['dind', 'daemonset', 'extraArgs'])).toEqual([
      '--mtu=1450',
      '--insecure-registry=10.0.0.5:32000',
    ])
    expect(secrets(addon).registry).toEqual({
      url: 'http://10.0.0.5:32000',
      username: 'binder',
      password: 'none',
    })
  })

  it('lets notebooks pull from a registry whose images are private at first', () => {
    const ghcr = {
      registry: { kind: 'v2' as const, url: 'https://ghcr.io', user: 'ann' },
      imagePrefix: 'ghcr.io/ann/binder-',
    }
    expect(valueAt(secrets(ghcr), ['jupyterhub', 'imagePullSecret'])).toEqual({
      create: true,
      registry: 'https://ghcr.io',
      username: 'ann',
      password: 'hidden',
    })
  })

  it('has no secret in binder.yaml', () => {
    expect(binderText(examplePlan)).not.toMatch(/password|token:|secretToken/)
  })
})
