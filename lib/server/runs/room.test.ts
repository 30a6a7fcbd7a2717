import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { diskOf, Room } from './room.ts'

const MB = 1024 * 1024
const full = expect.objectContaining({ code: 'disk_full', hint: expect.stringContaining('Make room') })

describe('room on the disk', () => {
  it.each([
    ['512 MB of a big disk', 512 * MB, 100_000 * MB, true],
    ['less', 512 * MB - 1, 100_000 * MB, false],
    ['5 % of a small disk', 50 * MB, 1_000 * MB, true],
    ['less of it', 49 * MB, 1_000 * MB, false],
    ['a disk that tells nothing', 0, 0, true],
  ])('%s', async (_, free, size, enough) => {
    const room = new Room(async () => ({ free, size }))
    if (enough) await room.take(1)
    else await expect(room.take(1)).rejects.toEqual(full)
  })

  it('is asked for once in a few megabytes, and again at once where there was none', async () => {
    let asked = 0
    let free = 1_000 * MB
    const room = new Room(async () => {
      asked += 1
      return { free, size: 100_000 * MB }
    })
    for (let i = 0; i < 80; i++) await room.take(100_000)
    expect(asked).toBe(2)
    free = 0
    await expect(room.check()).rejects.toEqual(full)
    await expect(room.take(1)).rejects.toEqual(full)
    free = 1_000 * MB
    await room.take(1)
    expect(asked).toBe(5)
  })

  it('is that of a real disk', async () => {
    const { free, size } = await diskOf(tmpdir())()
    expect(free).toBeGreaterThan(0)
    expect(size).toBeGreaterThanOrEqual(free)
  })
})
