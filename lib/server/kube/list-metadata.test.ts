import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { listMetadata } from './list-metadata.ts'

const listed = (items: unknown) =>
  listMetadata(
    { get: async () => Readable.from([Buffer.from(JSON.stringify({ items }))]) as never },
    '/api/v1/pods',
    AbortSignal.timeout(5_000),
  )

it('takes null for no items, as a real API writes it', async () => {
  expect(await listed(null)).toEqual([])
  expect(await listed([{ metadata: { name: 'hub' } }])).toEqual([{ name: 'hub' }])
})

it('refuses what is no list', async () => {
  await expect(listed(undefined)).rejects.toMatchObject({ code: 'kube_refused' })
})
