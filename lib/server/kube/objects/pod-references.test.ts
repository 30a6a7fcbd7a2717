import { expect, it } from 'vitest'
import { podReferences } from './pod-references.ts'

it('finds everything that a pod mounts or reads, wherever it is named', () => {
  const found = podReferences({
    volumes: [
      { name: 'pvc', persistentVolumeClaim: { claimName: 'hub-db-dir' } },
      { name: 'config', configMap: { name: 'hub' } },
      { name: 'secret', secret: { secretName: 'hub' } },
      {
        name: 'api',
        projected: {
          sources: [
            { configMap: { name: 'kube-root-ca.crt' } },
            { secret: { name: 'extra', optional: true } },
            { serviceAccountToken: {} },
          ],
        },
      },
    ],
    imagePullSecrets: [{ name: 'pull' }],
    initContainers: [{ envFrom: [{ secretRef: { name: 'first', optional: true } }] }],
    containers: [
      {
        envFrom: [{ configMapRef: { name: 'settings' } }],
        env: [
          { name: 'A', value: 'plain' },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'first', key: 'b' } } },
          { name: 'C', valueFrom: { configMapKeyRef: { name: 'hub', key: 'c', optional: true } } },
        ],
      },
    ],
  })
  expect(found.claims).toEqual(['hub-db-dir'])
  expect(Object.fromEntries(found.configMaps)).toEqual({
    hub: { optional: false },
    'kube-root-ca.crt': { optional: false },
    settings: { optional: false },
  })
  expect(Object.fromEntries(found.secrets)).toEqual({
    hub: { optional: false },
    extra: { optional: true },
    pull: { optional: true },
    // Named twice, and once it has to be there.
    first: { optional: false },
  })
})

it.each([undefined, null, 7, 'x', [], { volumes: {} }, { containers: [null, 3, { env: 'x' }] }])(
  'takes %j for a pod without any',
  (spec) => {
    const { claims, configMaps, secrets } = podReferences(spec)
    expect([claims.length, configMaps.size, secrets.size]).toEqual([0, 0, 0])
  },
)
