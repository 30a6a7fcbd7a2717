import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { packedRelease } from '../../testing/packed-release.ts'
import type { Cluster } from '../kube/cluster.ts'
import { createHistoryReader } from './history-reader.ts'

/** A cluster with these revisions of the release "binder", and one of another. */
function clusterOf(statuses: Map<number, string>) {
  const asked: string[] = []
  const cluster: Pick<Cluster, 'get'> = {
    async get(path) {
      asked.push(path)
      const number = Number(/\.v(\d+)$/.exec(path)?.[1])
      const answer = Number.isNaN(number)
        ? { items: [...listed(statuses, 'binder'), ...listed(new Map([[1, 'deployed']]), 'other')] }
        : { data: { release: packedRelease({ version: number, info: { status: statuses.get(number) } }) } }
      return Readable.from([Buffer.from(JSON.stringify(answer))]) as Awaited<ReturnType<Cluster['get']>>
    },
  }
  return { cluster, asked }
}

function listed(statuses: Map<number, string>, name: string) {
  return [...statuses].map(([revision, status]) => ({
    metadata: {
      name: `sh.helm.release.v1.${name}.v${revision}`,
      creationTimestamp: '2026-11-17T18:22:00Z',
      labels: { owner: 'helm', status },
    },
  }))
}

describe('the history of a release', () => {
  const { signal } = new AbortController()

  it('is that of this release alone, newest first, and each revision is read once', async () => {
    const statuses = new Map([
      [1, 'superseded'],
      [2, 'deployed'],
    ])
    const { cluster, asked } = clusterOf(statuses)
    const reader = createHistoryReader()
    const place = { cluster, namespace: 'binder', release: 'binder' }
    const numbers = async () =>
      (await reader.read('a', place, signal)).map((one) => [one.revision, one.status])
    expect(await numbers()).toEqual([
      [2, 'deployed'],
      [1, 'superseded'],
    ])
    expect(asked).toHaveLength(3)
    await numbers()
    expect(asked).toHaveLength(4)

    statuses.set(2, 'superseded').set(3, 'deployed')
    expect(await numbers()).toEqual([
      [3, 'deployed'],
      [2, 'superseded'],
      [1, 'superseded'],
    ])
    // The list, the new one, and the one whose status changed.
    expect(asked).toHaveLength(7)
  })

  it('reads the newest twenty where somebody keeps more', async () => {
    const { cluster } = clusterOf(new Map(Array.from({ length: 30 }, (_, at) => [at + 1, 'superseded'])))
    const history = await createHistoryReader().read(
      'a',
      { cluster, namespace: 'binder', release: 'binder' },
      signal,
    )
    expect(history.map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, at) => 30 - at))
  })
})
