import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineKillTrial, linkCutTrial, manyTrials, startEnginePart } from '../../testing/kill-trials.ts'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { targetOf } from '../../testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import { runConsole } from '../../testing/run-console.ts'
import { loopbackTrials } from '../../testing/trial-server.ts'
import { Link } from '../ssh/link.ts'

const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)

const KILLS = 20

describe.skipIf(unavailable !== null)('runs over real OpenSSH', () => {
  let servers: LoopbackServer[]
  beforeAll(async () => {
    servers = await Promise.all([1, 2, 3, 4].map(() => startLoopbackServer()))
  })
  afterAll(() => Promise.all(servers.map((server) => server.stop())))

  it(`hold when the engine is killed at ${KILLS} random moments`, async () => {
    expect(await manyTrials(servers.map(loopbackTrials), KILLS, engineKillTrial)).toEqual(
      Array(KILLS).fill([]),
    )
  })

  it(`hold when the link is cut at ${KILLS} random moments`, async () => {
    expect(await manyTrials(servers.map(loopbackTrials), KILLS, linkCutTrial)).toEqual(Array(KILLS).fill([]))
  })

  it('say that the disk of the server is full, and start once it is not', async () => {
    const [, , server] = servers
    const link = new Link({ target: async () => targetOf(server!) })
    link.open()
    const here = runConsole({ link })
    await server!.exec(
      'mkdir -p /var/lib/bindery && mount -t tmpfs -o size=64k tmpfs /var/lib/bindery && ! cat /dev/zero >/var/lib/bindery/filler',
    )
    const refused = await here.ended(here.start('echo hello'))
    expect(refused).toMatchObject({
      state: 'not-started',
      why: expect.stringMatching(/^The disk of the server is full.*No space left on device.*Make room/),
    })
    await server!.exec('umount -l /var/lib/bindery')
    expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
    await here.runs.stop()
    await link.close()
    rmSync(here.folder, { recursive: true })
  })

  it('leave nothing behind on the server when their reader is gone', async () => {
    const [server] = servers
    const link = new Link({ target: async () => targetOf(server!) })
    link.open()
    const here = runConsole({ link })
    const id = here.start('echo here; exec sleep 60')
    await here.until(id, (row) => row.bytes > 0)
    expect(await server!.exec('pgrep -c tail')).toBe('1\n')
    await here.runs.stop()
    await expect.poll(() => server!.exec('pgrep -x "tail|flock" || echo none')).toBe('none\n')
    here.runs.resume()
    await link.close()
    rmSync(here.folder, { recursive: true })
  })

  it('bring 256 MB over in little memory', async () => {
    const [, server] = servers
    const measure = async (script: string): Promise<{ bytes: number; maxRssMb: number }> => {
      const folder = mkdtempSync(join(tmpdir(), 'bindery-flood-'))
      const part = startEnginePart({ folder, target: targetOf(server!), script })
      const row = await part.ended
      expect(row?.status, part.words()).toEqual({ state: 'exited', code: 0 })
      expect(statSync(join(folder, 'runs', `${row?.id}.log`)).size).toBe(row?.bytes)
      rmSync(folder, { recursive: true })
      return { bytes: row?.bytes ?? 0, maxRssMb: JSON.parse(part.words()).maxRssKb / 1024 }
    }
    const small = await measure('echo little')
    const large = await measure(`head -c ${256 * 1024 * 1024} /dev/zero`)
    expect(large.bytes).toBe(256 * 1024 * 1024)
    console.log(`256 MB of output: ${(large.maxRssMb - small.maxRssMb).toFixed(1)} MB more memory at most`)
    expect(large.maxRssMb - small.maxRssMb).toBeLessThan(50)
  })
})
