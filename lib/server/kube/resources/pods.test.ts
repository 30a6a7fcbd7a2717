import { expect, it } from 'vitest'
import { pods } from './pods.ts'

const metadata = { uid: 'u', name: 'p', namespace: 'binder', resourceVersion: '1' }
// `project` takes what every object has; what else there is it finds out itself.
const project = (more: object) => pods.project({ metadata, ...more } as never)

it('reads whose session it is out of the variables of its container, and not who sits there', () => {
  const row = project({
    spec: {
      containers: [
        {
          name: 'notebook',
          env: [
            { name: 'BINDER_REPO_URL', value: 'https://github.com/robolab/ros2-intro' },
            { name: 'BINDER_REF_URL', value: 'https://github.com/robolab/ros2-intro/tree/9f2c' },
            { name: 'BINDER_REQUEST', value: 'v2/gh/robolab/ros2-intro/lectures/2026' },
            { name: 'BINDER_CLIENT_IP', value: '192.0.2.77' },
          ],
        },
      ],
    },
  })
  expect(row.repository).toEqual({ url: 'https://github.com/robolab/ros2-intro', ref: 'lectures/2026' })
  expect(JSON.stringify(row)).not.toContain('192.0.2.77')
})

it('reads what a build builds out of its annotation', () => {
  const row = project({
    metadata: { ...metadata, annotations: { 'binder-repo': 'https://github.com/robolab/ros2-intro' } },
    spec: { containers: [{ name: 'builder', args: ['jupyter-repo2docker', '--ref', '9f2c', '--push'] }] },
  })
  expect(row.repository).toEqual({ url: 'https://github.com/robolab/ros2-intro', ref: '9f2c' })
})

it('knows whose session it is by the name that the hub wrote down, and only where one is', () => {
  const labels = { 'hub.jupyter.org/username': 'ann-example-org---1f2e', 'hub.jupyter.org/servername': '' }
  const annotations = { 'hub.jupyter.org/username': 'ann@example.org', 'hub.jupyter.org/servername': 'gpu' }
  const sessionOf = (more: object) => project({ metadata: { ...metadata, ...more } }).session
  expect(sessionOf({ labels, annotations })).toEqual({ person: 'ann@example.org', server: 'gpu' })
  expect(sessionOf({ labels })).toEqual({ person: 'ann-example-org---1f2e', server: '' })
  expect(sessionOf({ labels: { component: 'hub' } })).toBeNull()
})

it('adds up what its containers are promised and may use; one without a limit leaves none', () => {
  const limited = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1', memory: '1Gi' } }
  const bounded = project({
    spec: { containers: [limited, limited].map((resources) => ({ name: 'c', resources })) },
  })
  expect(bounded.requests).toEqual({ cpuMilli: 200, memoryBytes: 2 * 64 * 2 ** 20 })
  expect(bounded.limits).toEqual({ cpuMilli: 2000, memoryBytes: 2 ** 31 })
  const open = project({ spec: { containers: [{ name: 'c', resources: limited }, { name: 'd' }] } })
  expect(open.limits).toEqual({ cpuMilli: 0, memoryBytes: 0 })
})

it('takes a pod of which next to nothing is known', () => {
  expect(project({})).toMatchObject({
    owner: null,
    containers: [],
    repository: null,
    deletingAt: null,
    claims: [],
  })
})

it('names what made it and what it mounts', () => {
  const row = project({
    metadata: {
      ...metadata,
      deletionTimestamp: '2026-11-27T10:00:00Z',
      ownerReferences: [
        { kind: 'Other', name: 'o' },
        { kind: 'ReplicaSet', name: 'hub-7d', controller: true },
      ],
    },
    spec: { volumes: [{}, { persistentVolumeClaim: { claimName: 'hub-db-dir' } }] },
  })
  expect(row).toMatchObject({ owner: { kind: 'ReplicaSet', name: 'hub-7d' }, claims: ['hub-db-dir'] })
  expect(row.deletingAt).toBe(Date.parse('2026-11-27T10:00:00Z'))
})
