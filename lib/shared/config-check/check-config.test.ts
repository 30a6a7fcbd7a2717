import { describe, expect, it } from 'vitest'
import { checkConfig } from './check-config.ts'
import type { Surroundings } from './check-context.ts'
import { applyEdits, type Diagnostic } from './diagnostic.ts'
import type { JsonSchema } from './schema-problems.ts'

const around: Surroundings = {
  chartNumber: 3941,
  nodes: 1,
  binderAddress: '10.0.0.101',
  hubAddress: '10.0.0.100',
  hasSecretFile: true,
}
const secrets = { registry: { username: 'robolab', password: 'sealed' } }
const check = (
  text: string,
  more: Partial<Surroundings> = {},
  schema: JsonSchema | null = null,
): Diagnostic[] => checkConfig({ text, secrets, around: { ...around, ...more }, schema })

/** A file in which nothing is wrong, with more below it. */
const well = (more = ''): string => `config:
  BinderHub:
    image_prefix: robolab/binder-
    hub_url: http://10.0.0.100/
${more}`
const withPrefix = (prefix: string): string => well().replace('robolab/binder-', prefix)
const withHub = (url: string): string => well().replace('http://10.0.0.100/', url)

it('has nothing to say of a file that is well', () => {
  expect(check(well())).toEqual([])
})

describe('traps that Helm takes', () => {
  // Each with its rule, what it marks, and the file after its button where it has one.
  it.each<[string, string, string, string, (string | null)?]>([
    ['no account in front', withPrefix('binder-'), 'image-prefix-account', 'binder-'],
    ['an empty prefix', withPrefix('""'), 'image-prefix-empty', '""'],
    ['a placeholder', withPrefix('<account>/binder-'), 'image-prefix-placeholder', '<account>/binder-'],
    [
      'a scheme',
      withPrefix('https://ghcr.io/lab/b-'),
      'image-prefix-scheme',
      'https://ghcr.io/lab/b-',
      withPrefix('"ghcr.io/lab/b-"'),
    ],
    [
      'capitals',
      withPrefix('RoboLab/binder_'),
      'image-prefix-case',
      'RoboLab/binder_',
      withPrefix('"robolab/binder-"'),
    ],
    ['no project', withPrefix('reg.example/binder-'), 'image-prefix-project', 'reg.example/binder-'],
    [
      'another host than the login',
      withPrefix('quay.io/lab/binder-'),
      'image-prefix-host',
      'quay.io/lab/binder-',
    ],
    ['another owner than the login', withPrefix('other/binder-'), 'image-prefix-owner', 'other/binder-'],
    [
      'no end',
      withPrefix('robolab/binder'),
      'image-prefix-end',
      'robolab/binder',
      withPrefix('"robolab/binder-"'),
    ],
    ['no hub_url', well().replace(/ *hub_url.*\n/, ''), 'hub-url-missing', 'BinderHub'],
    [
      'hub_url without scheme',
      withHub('10.0.0.100'),
      'hub-url-scheme',
      '10.0.0.100',
      withHub('"http://10.0.0.100"'),
    ],
    [
      "hub_url at binder's address",
      withHub('http://10.0.0.101'),
      'hub-url-is-binder',
      'http://10.0.0.101',
      withHub('"http://10.0.0.100/"'),
    ],
    ['hub_url on localhost', withHub('http://localhost:8080'), 'hub-url-localhost', 'http://localhost:8080'],
    [
      'https page, http hub',
      well('ingress:\n  tls:\n    - secretName: a\n'),
      'hub-url-mixed',
      'http://10.0.0.100/',
    ],
    [
      'registry under config',
      well().replace('config:\n', 'config:\n  registry:\n    password: x\n'),
      'registry-misplaced',
      'registry',
    ],
    [
      "Docker Hub's own address",
      well('registry:\n  url: https://hub.docker.com\n'),
      'registry-docker-hub-url',
      'https://hub.docker.com',
      well('registry:\n'),
    ],
    [
      '8Gi for people',
      well('jupyterhub:\n  singleuser:\n    memory:\n      limit: 8Gi\n'),
      'memory-unit',
      '8Gi',
      well('jupyterhub:\n  singleuser:\n    memory:\n      limit: "8G"\n'),
    ],
    [
      '512 for people',
      well('jupyterhub:\n  singleuser:\n    memory:\n      limit: 512\n'),
      'memory-bytes',
      '512',
      well('jupyterhub:\n  singleuser:\n    memory:\n      limit: "512M"\n'),
    ],
    [
      '500m cores for people',
      well('jupyterhub:\n  singleuser:\n    cpu:\n      limit: 500m\n'),
      'cpu-number',
      '500m',
      well('jupyterhub:\n  singleuser:\n    cpu:\n      limit: 0.5\n'),
    ],
    [
      '8g for Kubernetes',
      well('dind:\n  resources:\n    limits:\n      memory: 8g\n'),
      'quantity',
      '8g',
      well('dind:\n  resources:\n    limits:\n      memory: "8Gi"\n'),
    ],
    [
      'a map as annotation',
      well('ingress:\n  annotations:\n    https:\n      enabled: true\n'),
      'annotation-not-text',
      'enabled: true',
    ],
    [
      'an old cert-manager',
      well('extra:\n  text: "apiVersion: cert-manager.io/v1alpha2"\n'),
      'cert-manager-version',
      'cert-manager.io/v1alpha2"',
    ],
    [
      'one secret for two certificates',
      well(
        'ingress:\n  tls:\n    - secretName: t\njupyterhub:\n  ingress:\n    tls:\n      - secretName: t\n',
      ).replace('http:', 'https:'),
      'tls-secret-shared',
      'tls',
    ],
    [
      'half a sign-in',
      well().replace('    hub_url', '    auth_enabled: true\n    hub_url'),
      'auth-incomplete',
      'true',
    ],
    [
      'a list of profiles',
      well('jupyterhub:\n  singleuser:\n    profileList: []\n'),
      'profile-list',
      'profileList',
    ],
    [
      'metadata opened and blocked',
      well(
        'jupyterhub:\n  singleuser:\n    networkPolicy:\n      egressAllowRules:\n        cloudMetadataServer: true\n',
      ),
      'cloud-metadata',
      'true',
    ],
    [
      'placeholders without priority',
      well('jupyterhub:\n  scheduling:\n    userPlaceholder:\n      replicas: 3\n'),
      'placeholder-priority',
      '3',
    ],
    [
      'a cleaner that cordons the only node',
      well('imageCleaner:\n  cordon: true\n'),
      'cordon-single-node',
      'true',
      well('imageCleaner:\n  cordon: false\n'),
    ],
    [
      'builds ended early',
      well('').replace('config:\n', 'config:\n  KubernetesCleaner:\n    max_age: 60\n'),
      'build-max-age',
      '60',
    ],
    ['people culled early', well('jupyterhub:\n  cull:\n    timeout: 60\n'), 'cull-timeout', '60'],
    [
      'a trait nobody reads',
      well().replace('    hub_url', '    baner_message: hi\n    hub_url'),
      'unknown-trait',
      'baner_message',
      well().replace('    hub_url', '    banner_message: hi\n    hub_url'),
    ],
    [
      'a renamed trait',
      well().replace('    hub_url', '    pod_quota: 60\n    hub_url'),
      'renamed-key',
      'pod_quota',
      well().replace(/(hub_url.*)/, '$1\n  LaunchQuota:\n    total_quota: 60'),
    ],
    [
      'a whitelist',
      well().replace('config:\n', 'config:\n  GitHubRepoProvider:\n    whitelist: ["a"]\n'),
      'renamed-key',
      'whitelist',
      well().replace('config:\n', 'config:\n  GitHubRepoProvider:\n    allowed_specs: ["a"]\n'),
    ],
    [
      'a wrapper chart',
      `binderhub:\n${well().replace(/^(?=.)/gm, '  ')}`,
      'wrapper-chart',
      'binderhub',
      well(),
    ],
    ['the other chart', well('dockerApi: {}\n'), 'binderhub-service', 'dockerApi'],
    ['a template hole', well('registry:\n  password: {TOKEN}\n'), 'template-hole', '{TOKEN}'],
    ['a placeholder elsewhere', well('service:\n  loadBalancerIP: <address>\n'), 'placeholder', '<address>'],
    [
      'yes',
      well('imageCleaner:\n  enabled: yes\n'),
      'yaml-1.1',
      'yes',
      well('imageCleaner:\n  enabled: true\n'),
    ],
    ['an octal', well('service:\n  nodePort: 030\n'), 'yaml-1.1', '030', well('service:\n  nodePort: 24\n')],
    [
      'equal keys',
      well('service:\n  type: NodePort\nservice:\n  type: ClusterIP\n'),
      'duplicate-key',
      'service',
    ],
    [
      'a password in the open',
      well('registry:\n  password: hunter2hunter2\n'),
      'secret-in-the-open',
      'password',
    ],
    [
      'a token by its looks',
      well('extraEnv:\n  MINE: ghp_abcdefghijklmnopqrstuvwx\n'),
      'secret-in-the-open',
      'MINE',
    ],
  ])('%s', (_name, text, rule, marked, fixed) => {
    const found = check(text).filter((one) => one.rule === rule)
    expect(
      found.map(({ from, to }) => text.slice(from, to)),
      JSON.stringify(check(text), null, 1),
    ).toContain(marked)
    expect(found[0]?.message).toMatch(/^[A-Z0-9“].*[.:?!”)]$|\S/)
    if (fixed === undefined) return
    const [{ fix = null } = {}] = found
    if (fix === null) throw new Error('It has no button.')
    expect(applyEdits(text, fix.edits)).toBe(fixed)
  })

  it('leaves alone what is meant so', () => {
    const registry = 'registry:\n  url: https://ghcr.io\n  username: lab\n'
    for (const text of [
      withPrefix('ghcr.io/lab/binder-') + registry,
      well('jupyterhub:\n  singleuser:\n    memory: {limit: 2G, guarantee: 512M}\n    cpu: {limit: 0.5}\n'),
      well('dind:\n  resources:\n    limits: {memory: 8Gi, cpu: 500m}\n'),
      well('jupyterhub:\n  hub:\n    extraConfig:\n      a: "c.x = 1"\n'),
      well('imageCleaner:\n  imageGCThresholdHigh: 40e9\n'),
      well('extraEnv:\n  TIME: 12:30:45\n  DAY: 2026-11-27\n'),
      '',
    ])
      expect(
        check(text).filter(({ rule }) => rule !== 'hub-url-missing'),
        text,
      ).toEqual([])
  })

  it('says nothing that rests on what is not known', () => {
    const unknown = { nodes: null, binderAddress: null, hubAddress: null, chartNumber: null }
    expect(check(withHub('http://10.0.0.101/'), unknown)).toEqual([])
    expect(check(well('imageCleaner:\n  cordon: true\n'), unknown)).toEqual([])
  })
})

describe('files that are none', () => {
  const deep = Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`),
  ].join('\n')
  it.each([
    ['5 MB', 'a: "'.padEnd(5 * 1024 * 1024, 'x'), 'too-long'],
    ['100 levels', deep, 'too-deep'],
    ['100 brackets', `a: ${'['.repeat(100)}${']'.repeat(100)}`, 'too-deep'],
    ['100 dashes', `a:\n  ${'- '.repeat(100)}x`, 'too-deep'],
    ['an alias bomb', bomb, 'aliases'],
    ['what was not UTF-8', 'a: caf\ufffd', 'not-utf-8'],
    ['a NUL', 'a: b\0c', 'control-character'],
    ['a tab', 'a:\n\tb: 1', 'tab'],
    ['a list', '- a\n- b', 'not-a-map'],
    ['a word', 'hello', 'not-a-map'],
    ['an open bracket', 'a: [1, 2', 'yaml'],
    ['an open quote', 'a: "b', 'yaml'],
  ])('%s is refused within a second', (_name, text, rule) => {
    const began = performance.now()
    expect(check(text).map((one) => one.rule)).toContain(rule)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('makes tabs spaces', () => {
    const text = 'a:\n\tb: 1\n\tc: 2\n'
    const [{ fix = null } = {}] = check(text)
    expect(applyEdits(text, fix?.edits ?? [])).toBe('a:\n  b: 1\n  c: 2\n')
  })

  it('takes CRLF and a byte-order mark', () => {
    expect(check(`\ufeff${well().replaceAll('\n', '\r\n')}`)).toEqual([])
  })
})
