import { describe, expect, it } from 'vitest'
import { compareObjects } from './compare-objects.ts'

const deployment = (name: string, image: string, checksum: string) => `---
# Source: binderhub/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    helm.sh/chart: binderhub-${checksum}
spec:
  template:
    metadata:
      annotations:
        checksum/config-map: ${checksum}
    spec:
      containers:
        - name: main
          image: ${image}
`
const secret = (name: string, data: Record<string, string>) => `---
apiVersion: v1
kind: Secret
metadata:
  name: ${name}
data:
${Object.entries(data)
  .map(([key, value]) => `  ${key}: ${value}`)
  .join('\n')}
`

describe('objects that differ', () => {
  it('shows what differs, folds what differs in noise alone, and knows what begins anew', () => {
    const before = deployment('binder', 'binderhub:1', 'a') + deployment('hub', 'hub:1', 'a')
    const after = deployment('binder', 'binderhub:2', 'b') + deployment('hub', 'hub:1', 'b')
    const { objects, folded, restarts } = compareObjects(before, after) ?? {}
    expect(objects).toHaveLength(1)
    expect(objects?.[0]).toMatchObject({ kind: 'Deployment', name: 'binder' })
    expect(objects?.[0]?.after).toContain('binderhub:2')
    expect(objects?.[0]?.after).not.toContain('checksum')
    expect(folded).toEqual(['Deployment hub'])
    // Another checksum makes its pods anew, however little that says.
    expect(restarts?.map(({ part }) => part)).toEqual(['binder', 'hub'])
  })

  it('tells that a secret is another one, and never what it is', () => {
    const compared = compareObjects(
      secret('binder-secret', { 'values.yaml': 'b2xk', same: 'c2FtZQ==' }),
      secret('binder-secret', { 'values.yaml': 'bmV3', same: 'c2FtZQ==' }),
    )
    const { before, after } = compared?.objects[0] ?? {}
    expect(before).not.toBe(after)
    expect(`${before}${after}`).not.toMatch(/b2xk|bmV3|c2FtZQ/)
    const same = (text: string | null | undefined) => /same: .*/.exec(text ?? '')?.[0]
    expect(same(before)).toBe(same(after))
  })

  it('folds secrets that the chart makes up', () => {
    const hub = (token: string) => secret('hub', { 'hub.services.binder.apiToken': token })
    expect(compareObjects(hub('YQ=='), hub('Yg=='))).toMatchObject({ objects: [], folded: ['Secret hub'] })
  })

  it('tells what is new and what is gone', () => {
    const compared = compareObjects(deployment('old', 'x', 'a'), deployment('binder-dind', 'x', 'a'))
    expect(compared?.objects).toMatchObject([
      { name: 'old', after: null },
      { name: 'binder-dind', before: null },
    ])
    expect(compared?.restarts.map(({ part }) => part)).toEqual(['builder'])
  })

  it('gives null for what cannot be read, and for what has no measure', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join()}]`).join('\n')}\n`
    expect(compareObjects(bomb, '')).toBeNull()
    expect(compareObjects(' '.repeat(2_000_001), '')).toBeNull()
  })
})
