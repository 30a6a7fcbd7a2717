import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localLink } from '../../../testing/local-shell.ts'
import { claimSize } from './claim-size.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bindery-size-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

const sizeOf = (path: string) => claimSize(localLink(), path, AbortSignal.timeout(20_000))

it('counts what lies under the folder, and nothing beside it', async () => {
  const volume = join(folder, "it's $(touch x)")
  mkdirSync(join(volume, 'deep'), { recursive: true })
  writeFileSync(join(volume, 'deep', 'notes'), Buffer.alloc(300_000, 1))
  writeFileSync(join(folder, 'beside'), Buffer.alloc(900_000, 1))
  const size = await sizeOf(volume)
  expect(size).toMatchObject({ is: 'known', at: expect.any(Number) })
  expect(size.is === 'known' && size.bytes).toBeGreaterThanOrEqual(300_000)
  expect(size.is === 'known' && size.bytes).toBeLessThan(600_000)
  expect(execFileSync('ls', [folder]).toString()).toBe("beside\nit's $(touch x)\n")
})

it('does not follow a link to another place', async () => {
  mkdirSync(join(folder, 'real'))
  symlinkSync('/etc', join(folder, 'link'))
  expect(await sizeOf(join(folder, 'link'))).toMatchObject({
    is: 'unknown',
    why: expect.stringContaining('link'),
  })
  expect(await sizeOf(`${folder}//real/`)).toMatchObject({ is: 'known' })
  expect(await sizeOf(join(folder, 'link', 'ssl'))).toMatchObject({ is: 'unknown' })
})

it.each(['/', '//', 'relative', '/srv/../etc', '../x'])('%s is no folder of a volume', async (path) => {
  expect(await sizeOf(path)).toEqual({
    is: 'unknown',
    why: 'Its path is not the one of a folder of its own.',
  })
})

it('a folder that is not there has no size', async () => {
  expect(await sizeOf(join(folder, 'none'))).toEqual({
    is: 'unknown',
    why: 'The folder is not on this server.',
  })
})
