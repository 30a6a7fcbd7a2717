import { expect, it } from 'vitest'
import { hide } from './hide.ts'

const metadata = { name: 'x', namespace: 'binder', uid: 'u', resourceVersion: '1' }

it('leaves out what nobody reads, and keeps all else in its order', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, managedFields: [{ manager: 'helm', fieldsV1: {} }], labels: { a: 'b' } },
    data: { z: '1', a: '2' },
  }
  const { object: shown, hidden } = hide(object)
  expect(hidden).toBe(0)
  expect(shown).toEqual({ ...object, metadata: { ...metadata, labels: { a: 'b' } } })
  expect(Object.keys(shown.data as object)).toEqual(['z', 'a'])
})

it('shows of a secret which values it has and how long they are, and none of them', () => {
  const value = Buffer.from('correct horse battery').toString('base64')
  const { object, hidden } = hide({
    kind: 'Secret',
    type: 'Opaque',
    metadata: {
      ...metadata,
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ data: { password: value } }),
        'example.org/note': 'kept',
      },
    },
    data: { password: value, empty: '' },
    stringData: { plain: 'correct horse' },
  })
  expect(object).toMatchObject({
    type: 'Opaque',
    data: { password: 'hidden by Bindery, 21 B', empty: 'hidden by Bindery, 0 B' },
    stringData: { plain: 'hidden by Bindery, 13 B' },
  })
  expect(hidden).toBe(4)
  const text = JSON.stringify(object)
  expect(text).not.toContain(value)
  expect(text).not.toContain('correct')
  expect(text).toContain('kept')
})

it('shows nobody’s address, wherever it stands', () => {
  const env = [
    { name: 'BINDER_REPO_URL', value: 'https://github.com/robolab/ros2-intro' },
    { name: 'BINDER_CLIENT_IP', value: '192.0.2.77' },
  ]
  const applied = JSON.stringify({ spec: { containers: [{ env }] } })
  const { object, hidden } = hide({
    kind: 'Pod',
    metadata: {
      ...metadata,
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': applied,
        BINDER_CLIENT_IP: '192.0.2.77',
      },
    },
    spec: { containers: [{ name: 'notebook', env }] },
  })
  expect(JSON.stringify(object)).not.toContain('192.0.2.77')
  expect(JSON.stringify(object)).toContain('ros2-intro')
  expect(hidden).toBe(3)
})

it('hides tokens on a command line, and texts with a password in them, in one look even at a megabyte', () => {
  const args = ['--ip=0.0.0.0', '--NotebookApp.token=aB3xyz', '--ServerApp.token=aB3xyz', '--no-browser']
  const { object, hidden } = hide({
    kind: 'Pod',
    metadata: { ...metadata, annotations: { 'binder-repo': 'https://robolab:hunter22@git.example.org/x' } },
    spec: {
      containers: [
        {
          name: 'notebook',
          args,
          command: ['sh', '-c', 'exec jupyter lab --IdentityProvider.token aB3xyz'],
          env: [{ name: 'GIT_CREDENTIAL_ENV', value: 'username=x\npassword=hunter22' }],
        },
      ],
    },
  })
  expect(JSON.stringify(object)).not.toMatch(/aB3xyz|hunter22/)
  expect(JSON.stringify(object)).toContain('--no-browser')
  expect(hidden).toBe(5)
  const began = performance.now()
  hide({ kind: 'ConfigMap', metadata, data: { dashes: '-'.repeat(1_000_000) } })
  expect(performance.now() - began).toBeLessThan(1_000)
})

it('hides passwords and tokens that stand in variables, and not where they come from', () => {
  const from = { secretKeyRef: { name: 'hub', key: 'token' } }
  const { object } = hide({
    kind: 'Deployment',
    metadata,
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'c',
              env: [
                { name: 'JUPYTERHUB_API_TOKEN', value: 'ab12' },
                { name: 'POSTGRES_PASSWORD', value: 'ab12' },
                { name: 'CONFIGPROXY_AUTH_TOKEN', valueFrom: from },
                { name: 'TOKEN_TTL', value: '300' },
                { name: 'EMPTY_PASSWORD', value: '' },
              ],
            },
          ],
        },
      },
    },
  })
  const text = JSON.stringify(object)
  expect(text).not.toContain('ab12')
  expect(text).toContain('"value":"300"')
  expect(text).toContain(JSON.stringify(from))
  expect(text).toContain('{"name":"EMPTY_PASSWORD","value":""}')
})

it('leaves what kubectl applied alone where nothing in it is hidden', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"a":"b"}}' }
  const { object, hidden } = hide({ kind: 'ConfigMap', metadata: { ...metadata, annotations } })
  expect(object.metadata).toMatchObject({ annotations })
  expect(hidden).toBe(0)
})

it('is not led into the deep', () => {
  let deep: object = {}
  for (let level = 0; level < 100_000; level += 1) deep = { deep }
  expect(hide({ kind: 'ConfigMap', metadata, data: deep }).hidden).toBe(1)
})
