import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inTurn } from './turn.mjs'

describe('inTurn', () => {
  let folder
  let file
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'turn-'))
    file = join(folder, 'deeper', 'setup.turn')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('gives the result and lets go', async () => {
    expect(await inTurn(file, async () => existsSync(file))).toBe(true)
    expect(existsSync(file)).toBe(false)
  })

  it('lets go when the work fails', async () => {
    await expect(inTurn(file, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(existsSync(file)).toBe(false)
  })

  it('never lets two work at once', async () => {
    let working = 0
    let most = 0
    const work = async () => {
      working += 1
      most = Math.max(most, working)
      await new Promise((resolve) => setImmediate(resolve))
      working -= 1
    }
    await Promise.all([1, 2, 3].map(() => inTurn(file, work)))
    expect(most).toBe(1)
  })

  it('takes over from a process that is gone', async () => {
    await inTurn(file, async () => {})
    const { pid } = spawnSync(process.execPath, ['--version'])
    writeFileSync(file, `${pid} 1`)
    expect(await inTurn(file, async () => 'mine')).toBe('mine')
  })

  it('takes over from a process that has stopped renewing', async () => {
    await inTurn(file, async () => {})
    writeFileSync(file, `${process.pid} 1`)
    const longAgo = new Date(Date.now() - 120_000)
    utimesSync(file, longAgo, longAgo)
    expect(await inTurn(file, async () => 'mine')).toBe('mine')
  })

  it('gives up, naming who has it, after its deadline', async () => {
    await inTurn(file, async () => {})
    writeFileSync(file, `${process.pid} 1`)
    await expect(inTurn(file, async () => {}, { deadlineMs: 0 })).rejects.toThrow(`Process ${process.pid}`)
  })
})
