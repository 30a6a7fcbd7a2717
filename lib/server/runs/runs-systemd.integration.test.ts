import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engineKillTrial, linkCutTrial, manyTrials } from '../../testing/kill-trials.ts'
import { realServer, realTrials } from '../../testing/real-server.ts'
import { type RunConsole, runConsole } from '../../testing/run-console.ts'
import { sh } from '../shell/sh.ts'
import { Link } from '../ssh/link.ts'

const server = realServer()
const trials = server && realTrials(server)
if (!server) console.log('skipped, runs under systemd: BINDERY_E2E_SERVER names no server')
else if (!trials) console.log('skipped, what breaks the server: BINDERY_E2E_CONTROL names no command')

const KILLS = 20
const ALL_KILLS_MS = 420_000

describe.skipIf(!server)('runs under a real systemd', () => {
  let link: Link
  let here: RunConsole
  const exec = async (script: string): Promise<string> =>
    (await link.exec({ script, as: 'root', deadlineMs: 20_000 })).stdout.toString()
  const unit = (id: string): string => `bindery-run-${id}.service`

  beforeAll(async () => {
    link = new Link({ target: async () => server!.target })
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
    here = runConsole({ link })
  })
  afterAll(async () => {
    await here?.runs.stop()
    await link?.close()
    if (here) rmSync(here.folder, { recursive: true })
  })
  beforeEach(async () => {
    await link.whenOnline({ deadlineMs: 60_000 })
  })

  it('are units of their own, with the output in the log alone', async () => {
    const id = here.start(
      `cat /proc/self/cgroup; systemctl show -p Description --value ${unit('*')}; echo "\${INVOCATION_ID-none}"; yes | head -n 1; echo "\${PIPESTATUS[0]}"; exit 9`,
      {
        title: `100% "$HOME" 'ünit' \`x\``,
      },
    )
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 9 })
    const printed = here.transcript(id).toString()
    expect(printed).toContain(unit(id))
    expect(printed).toContain('Bindery: 100 HOME ünit x\n')
    expect(printed).toMatch(/\nnone\ny\n141\n$/)
    expect(here.transcript(id).toString()).toBe(await exec(sh`cat ${`/var/lib/bindery/runs/${id}/log`}`))
    await expect.poll(() => exec(sh`systemctl show -p LoadState --value ${unit(id)}`)).toBe('not-found\n')
  })

  it('end what a script left behind with it, and let the next one in', async () => {
    const id = here.start('setsid sleep 4711 & echo over')
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 0 })
    expect(here.transcript(id).toString()).toBe('over\n')
    expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
    await expect.poll(() => exec('pgrep -f "^sleep 4711" || echo none')).toBe('none\n')
  })

  it('are cancelled with everything they started, whatever it hides behind', {
    timeout: 40_000,
  }, async () => {
    const id = here.start(`(env -i setsid bash -c 'trap "" TERM; while :; do sleep 0.3; done' &)
      (env -i setsid sleep 4712 &)
      echo started; sleep 4712`)
    await here.until(id, (row) => row.bytes > 0)
    here.runs.cancel(id)
    expect(await here.ended(id)).toEqual({ state: 'cancelled' })
    expect(await exec(`pgrep -f "^sleep 4712" || systemctl is-active ${unit(id)}; true`)).toBe('inactive\n')
  })

  it('were stopped when somebody else stops the unit', async () => {
    const id = here.start('echo started; sleep 4713')
    await here.until(id, (row) => row.bytes > 0)
    await exec(`systemctl stop ${unit(id)}`)
    expect(await here.ended(id)).toEqual({ state: 'interrupted', by: 'stopped' })
  })

  it('are lost when their wrapper is killed, and nothing of them is left', async () => {
    const id = here.start('echo started; sleep 4714')
    await here.until(id, (row) => row.bytes > 0)
    await exec(`systemctl kill --signal=KILL ${unit(id)}`)
    expect(await here.ended(id)).toEqual({ state: 'lost', why: 'died' })
    expect(await exec('pgrep -f "^sleep 4714" || echo none')).toBe('none\n')
  })

  it.skipIf(!trials)('were ended by the reboot, of which the transcript keeps all there was', async () => {
    const id = here.start('echo started; trap "echo last words; exit 3" TERM; while :; do sleep 0.1; done')
    await here.until(id, (row) => row.bytes > 0)
    await server?.control?.('reboot')
    expect(await here.ended(id)).toEqual({ state: 'interrupted', by: 'reboot' })
    await link.whenOnline({ deadlineMs: 60_000 })
    expect(here.transcript(id).toString()).toBe(await exec(sh`cat ${`/var/lib/bindery/runs/${id}/log`}`))
    expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
  })
  it.skipIf(!trials)(
    `hold when the engine is killed at ${KILLS} random moments`,
    async () => {
      expect(await manyTrials([trials!], KILLS, engineKillTrial)).toEqual(Array(KILLS).fill([]))
    },
    ALL_KILLS_MS,
  )

  it.skipIf(!trials)(
    `hold when the server resets the link at ${KILLS} random moments`,
    async () => {
      expect(await manyTrials([trials!], KILLS, linkCutTrial)).toEqual(Array(KILLS).fill([]))
    },
    ALL_KILLS_MS,
  )
})
