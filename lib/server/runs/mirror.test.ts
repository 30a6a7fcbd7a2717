import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Mirror } from './mirror.ts'
import { Room } from './room.ts'

const roomy = new Room(async () => ({ free: 1, size: 1 }))

/** A disk that takes so many bytes and is then full, as writev(2) says it. */
async function fillAfter(file: string, bytes: number): Promise<() => void> {
  const { open } = await import('node:fs/promises')
  const probe = await open(file, 'a')
  const handles = Object.getPrototypeOf(probe) as typeof probe
  await probe.close()
  let room = bytes
  const write = vi.spyOn(handles, 'writev').mockImplementation(async function (this: unknown, buffers, at) {
    if (room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
    const piece = Buffer.concat(buffers as Uint8Array[]).subarray(0, room)
    room -= piece.length
    const { bytesWritten } = await (this as typeof probe).write(piece, 0, piece.length, at ?? 0)
    return { bytesWritten, buffers }
  })
  return () => write.mockRestore()
}

describe('a mirror whose disk is full for a while', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bindery-mirror-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each([
    ['without secrets', [], 'one two three token'],
    ['with secrets', ['token'], 'one two three hidden'],
  ])('has every byte once, %s', async (_, secrets, wanted) => {
    const log = Buffer.from('one two three token')
    const file = join(folder, 'run.log')
    const mirror = await Mirror.open(file, secrets, roomy, () => {})
    await mirror.take([log.subarray(0, 4)])
    const makeRoom = await fillAfter(file, 3)
    await expect(mirror.take([log.subarray(4, 14)])).rejects.toThrow('ENOSPC')
    makeRoom()
    expect(mirror.taken).toBe(secrets.length > 0 ? 0 : 4)
    await mirror.take([log.subarray(mirror.taken)])
    await mirror.finish()
    await mirror.close()
    expect(readFileSync(file, 'utf8')).toBe(wanted)
  })

  it('says when nothing is on its way any more', async () => {
    const mirror = await Mirror.open(join(folder, 'run.log'), [], roomy, () => {})
    void mirror.take([Buffer.from('on its way')])
    await mirror.settled()
    expect(mirror.taken).toBe(10)
    await mirror.cutTo(2)
    expect(await mirror.keep()).toBe(2)
    await mirror.close()
  })

  it.each([
    ['without secrets', [], 'one two token'],
    ['with secrets', ['token'], 'one two hidden'],
  ])('takes nothing while there is hardly any room, and goes on after it, %s', async (_, secrets, wanted) => {
    const file = join(folder, 'run.log')
    const disk = { free: 1e9, size: 1e11 }
    const room = new Room(async () => disk)
    const mirror = await Mirror.open(file, secrets, room, () => {})
    await mirror.take([Buffer.from('one ')])
    disk.free = 1e8
    await expect(room.check()).rejects.toThrow('nearly full')
    await expect(mirror.take([Buffer.from('two ')])).rejects.toThrow('nearly full')
    expect(mirror.taken).toBe(4)
    disk.free = 1e9
    await mirror.take([Buffer.from('two token')])
    await mirror.finish()
    await mirror.close()
    expect(readFileSync(file, 'utf8')).toBe(wanted)
  })
})
