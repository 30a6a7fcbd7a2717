import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalPlace, localPlace, localPlaceUnavailable, waitFor } from '../../testing/local-place.ts'
import type { RunConsole } from '../../testing/run-console.ts'

const unavailable = localPlaceUnavailable()
if (unavailable) console.log(`skipped, runs by a local bash: ${unavailable}`)

describe.skipIf(unavailable !== null)('a run that something keeps from getting on', () => {
  let place: LocalPlace
  let here: RunConsole
  beforeEach(() => {
    place = localPlace()
    here = place.here
  })
  afterEach(() => place.close())
  const done = { state: 'exited', code: 0 }

  it('starts with any title', async () => {
    expect(await here.ended(here.start('true', { title: `a${'𝒜'.repeat(60)}` }))).toEqual(done)
  })

  it('never starts when this machine can never start it, and lets the next one go', async () => {
    const first = here.start(waitFor(place.file('go')))
    const sealed = here.start('true', { secrets: { TOKEN: 'swordfish' } })
    here.store.db.exec("UPDATE secret SET sealed = 'v1.00000000.AAAA.AAAA'")
    const next = here.start('true')
    writeFileSync(place.file('go'), '')
    expect(await here.ended(first)).toEqual(done)
    expect(await here.ended(sealed)).toMatchObject({
      state: 'not-started',
      why: expect.stringContaining('The secrets of this run cannot be opened.'),
    })
    expect(await here.ended(next)).toEqual(done)

    const second = here.start(waitFor(place.file('go2')))
    const id = here.start('true')
    mkdirSync(join(here.folder, 'runs', `${id}.log`))
    const last = here.start('true')
    writeFileSync(place.file('go2'), '')
    expect(await here.ended(second)).toEqual(done)
    expect(await here.ended(id)).toMatchObject({
      state: 'not-started',
      why: expect.stringMatching(/^Bindery cannot use its own data folder\..*EISDIR/),
    })
    expect(await here.ended(last)).toEqual(done)
    rmSync(join(here.folder, 'runs', `${id}.log`), { recursive: true })
  })

  it('can be cancelled while its secrets cannot be opened', async () => {
    const id = here.start('sleep 300', { secrets: { TOKEN: 'swordfish' } })
    await here.until(id, (row) => row.status.state === 'running')
    await here.runs.stop()
    here.store.db.exec("UPDATE secret SET sealed = 'v1.00000000.AAAA.AAAA'")
    here = await place.restart(here)
    const row = await here.until(id, ({ status }) => 'stalled' in status)
    expect(row.status).toMatchObject({ state: 'running', stalled: { code: 'internal' } })
    here.runs.cancel(id)
    expect(await here.ended(id)).toEqual({ state: 'cancelled' })
  })

  it('says on its row why, until it gets on', async () => {
    const id = here.start(`echo one; ${waitFor(place.file('go'))}`)
    await here.until(id, (row) => row.bytes === 4)
    // What the server runs fails, as where no process can be made any more.
    place.link.begin('echo cannot fork >&2; exit 254')
    place.link.cut()
    place.link.mend()
    const row = await here.until(id, ({ status }) => 'stalled' in status)
    expect(row.status).toMatchObject({ state: 'running', stalled: { code: 'remote_failed' } })
    expect(here.logged).toHaveLength(1)
    place.link.begin('')
    await here.until(id, ({ status }) => !('stalled' in status))
    expect(here.runs.row(id).status).toEqual({ state: 'running' })
    writeFileSync(place.file('go'), '')
    expect(await here.ended(id)).toEqual(done)
  })

  it('is followed no further while the disk here is nearly full, and goes on when there is room', async () => {
    const disk = { free: 1e12, size: 1e12 }
    here = place.another({ diskSpace: async () => disk })
    const id = here.start(
      `echo one; ${waitFor(place.file('go'))}; head -c 20000000 /dev/zero; ${waitFor(place.file('end'))}`,
    )
    await here.until(id, (row) => row.bytes === 4)
    disk.free = 1e8
    writeFileSync(place.file('go'), '')
    const row = await here.until(id, ({ status }) => 'stalled' in status)
    expect(row.status).toMatchObject({
      state: 'running',
      stalled: { code: 'disk_full', message: expect.stringContaining('nearly full') },
    })
    expect(row.bytes).toBeLessThan(8_000_000)
    disk.free = 1e12
    await here.until(id, ({ bytes }) => bytes === 20_000_004)
    expect(here.runs.row(id).status).toEqual({ state: 'running' })
    writeFileSync(place.file('end'), '')
    expect(await here.ended(id)).toEqual(done)
    expect(here.transcript(id).equals(readFileSync(place.remote(id, 'log')))).toBe(true)
    expect(here.logged).toHaveLength(1)
  })

  it('can be cancelled while the disk here is nearly full', async () => {
    const disk = { free: 1e12, size: 1e12 }
    here = place.another({ diskSpace: async () => disk })
    const id = here.start(`while [ -d ${place.base} ]; do head -c 100000 /dev/zero; sleep 0.01; done`)
    await here.until(id, (row) => row.bytes > 100_000)
    disk.free = 1e8
    await here.until(id, ({ status }) => 'stalled' in status)
    const { bytes } = here.runs.row(id)
    here.runs.cancel(id)
    expect(await here.ended(id)).toEqual({ state: 'cancelled' })
    expect(here.transcript(id)).toHaveLength(bytes)
  })

  it('is begun when it is made in the very moment its queue ran empty', async () => {
    const first = here.start('true')
    const { dropAll } = here.vault
    let second: string | undefined
    here.vault.dropAll = (id) => {
      dropAll(id)
      // After the carrier has found nothing more to do, before anybody else hears of it.
      queueMicrotask(() => {
        second ??= here.start('true')
      })
    }
    await here.ended(first)
    await expect.poll(() => second).toBeDefined()
    expect(await here.ended(second ?? '')).toEqual(done)
  })

  it('keeps the transcript it had when its server was forgotten', async () => {
    const id = here.start(`while [ -d ${place.base} ]; do head -c 100000 /dev/zero; done`)
    await here.until(id, (row) => row.bytes > 1_000_000)
    const held = here.runs.transcript(id)
    here.runs.forgetServer('srv')
    const { size } = held
    await here.runs.stop()
    expect(held).toMatchObject({ size, ended: true })
    expect(here.runs.transcript(id).size).toBe(size)
    expect(here.transcript(id)).toHaveLength(size)
  })

  it('has its secrets dropped once, whoever ends it', async () => {
    const kept = () => here.store.db.prepare('SELECT count(*) AS count FROM secret').get()
    place.link.cut()
    const [carried, waiting] = [1, 2].map(() => here.start('true', { secrets: { TOKEN: 'swordfish' } }))
    expect(kept()).toEqual({ count: 2 })
    here.runs.cancel(waiting ?? '')
    expect(kept()).toEqual({ count: 1 })
    here.runs.cancel(carried ?? '')
    await expect.poll(kept).toEqual({ count: 0 })
    expect(() => here.start('true', { secrets: { TOKEN: 'a\0b' } })).toThrow('NUL')
    expect(here.store.db.prepare('SELECT count(*) AS count FROM run').get()).toEqual({ count: 2 })
  })
})
