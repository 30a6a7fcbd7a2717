import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { packedRelease } from '../../testing/packed-release.ts'
import { unpackRelease } from './unpack-release.ts'

describe('what Helm keeps of a revision', () => {
  it('reads a Secret of Helm', async () => {
    const packed = packedRelease({ version: 4, info: { status: 'failed', description: 'timed\nout' } })
    expect(await unpackRelease(packed)).toMatchObject({
      name: 'binder',
      revision: 4,
      status: 'failed',
      said: 'timed out',
      chart: '1.0.0-0.dev.git.3941.h9056a226',
    })
  })

  it('takes a release without values, whose config is null', async () => {
    expect(await unpackRelease(packedRelease({ config: null }))).toMatchObject({ values: {} })
  })

  it.each([
    ['nothing', ''],
    ['no base64', '!!!'],
    ['no gzip', Buffer.from(Buffer.from('text').toString('base64')).toString('base64')],
    ['another shape', Buffer.from(gzipSync('{"name":1}').toString('base64')).toString('base64')],
  ])('gives null for %s', async (_, data) => {
    expect(await unpackRelease(data)).toBeNull()
  })

  it('gives null for what becomes larger than any release', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024))
    expect(await unpackRelease(Buffer.from(bomb.toString('base64')).toString('base64'))).toBeNull()
  })
})
