import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localLink } from '../../testing/local-shell.ts'
import { type RunConsole, runConsole } from '../../testing/run-console.ts'

describe('the table of runs', () => {
  let here: RunConsole
  const link = localLink()
  link.cut()
  beforeEach(() => {
    here = runConsole({ link })
  })
  afterEach(async () => {
    await here.runs.stop()
    here.store.close()
    rmSync(here.folder, { recursive: true })
  })

  it('has all that have not ended and the last 1,000 that have; older ones are read by their id', async () => {
    const waiting = here.start('true')
    const ended = Array.from({ length: 1003 }, () => {
      const id = here.start('true')
      here.runs.cancel(id)
      return id
    })
    expect(here.deleted).toEqual(ended.slice(0, 3))
    expect(here.runs.row(ended[0] ?? '').status).toEqual({ state: 'cancelled' })
    await here.runs.stop()
    here.store.close()

    here = runConsole({ link, folder: here.folder })
    here.runs.resume()
    expect(here.puts.map((row) => row.id)).toEqual([...ended.slice(3), waiting])
    expect(here.runs.row(ended[0] ?? '').status).toEqual({ state: 'cancelled' })
    expect(here.runs.find('none')).toBeNull()
    expect(here.runs.transcript(ended[0] ?? '')).toMatchObject({ size: 0, ended: true })
    here.runs.cancel(here.start('true'))
    expect(here.deleted).toEqual([ended[3]])
  })
})
