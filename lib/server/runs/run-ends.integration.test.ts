import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalPlace, localPlace, localPlaceUnavailable, waitFor } from '../../testing/local-place.ts'
import type { LocalLink } from '../../testing/local-shell.ts'
import type { RunConsole } from '../../testing/run-console.ts'

const root = process.getuid?.() === 0
const unavailable = localPlaceUnavailable()
if (unavailable) console.log(`skipped, runs by a local bash: ${unavailable}`)

describe.skipIf(unavailable !== null)('how runs end, by a real bash of this machine', () => {
  let place: LocalPlace
  let here: RunConsole
  let link: LocalLink
  const file = (name: string): string => place.file(name)
  const remote = (id: string, name?: string): string => place.remote(id, name)
  beforeEach(() => {
    place = localPlace()
    here = place.here
    link = place.link
  })
  afterEach(() => place.close())

  describe('cancel', () => {
    it('ends the whole tree, double forks and stubborn ones too', { timeout: 40_000 }, async () => {
      const mark = `bindery-test-${process.pid}`
      const id = here.start(`
        (setsid bash -c 'exec -a ${mark} sleep 300' </dev/null >/dev/null 2>&1 &)
        (env -i bash -c 'exec -a ${mark} sleep 300' &)
        (trap '' TERM; while :; do exec -a ${mark} sleep 300; done) &
        echo started; trap 'echo last words' TERM; while :; do sleep 0.1; done`)
      await here.until(id, (row) => row.bytes > 0)
      here.runs.cancel(id)
      expect(here.runs.row(id).status).toEqual({ state: 'cancelling' })
      expect(await here.ended(id)).toEqual({ state: 'cancelled' })
      expect(() => execFileSync('pgrep', ['-f', `^${mark}`])).toThrow()
      expect(here.transcript(id).toString()).toMatch(/^started\n.*last words\n/s)
      expect(here.transcript(id).equals(readFileSync(remote(id, 'log')))).toBe(true)
    })

    it('takes a waiting run out of the queue at once', async () => {
      const first = here.start(waitFor(file('go')))
      const second = here.start(`touch ${file('never')}`)
      here.runs.cancel(second)
      expect(here.runs.row(second).status).toEqual({ state: 'cancelled' })
      writeFileSync(file('go'), '')
      await here.ended(first)
      link.cut()
      const third = here.start(`touch ${file('never')}`)
      here.runs.cancel(third)
      expect(await here.ended(third)).toEqual({ state: 'cancelled' })
      link.mend()
      expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
      expect(existsSync(file('never'))).toBe(false)
    })

    it('never lets a run begin whose launch was on its way', async () => {
      for (let round = 0; round < 10; round++) {
        const id = here.start(`touch ${file(`ran-${round}`)}; sleep 300`)
        await new Promise((resolve) => setTimeout(resolve, round * 8))
        link.cut()
        here.runs.cancel(id)
        link.mend()
        expect(await here.ended(id)).toEqual({ state: 'cancelled' })
        expect(here.runs.row(id).startedAt !== null).toBe(existsSync(file(`ran-${round}`)))
      }
    })

    it('is too late for what ended by itself', async () => {
      const id = here.start(`${waitFor(file('go'))}; exit 6`)
      await here.until(id, (row) => row.status.state === 'running')
      link.cut()
      writeFileSync(file('go'), '')
      while (!existsSync(remote(id, 'exit'))) await new Promise((resolve) => setTimeout(resolve, 10))
      here.runs.cancel(id)
      link.mend()
      expect(await here.ended(id)).toEqual({ state: 'exited', code: 6 })
      expect(() => here.runs.cancel(id)).toThrow(expect.objectContaining({ code: 'run_ended' }))
      expect(() => here.runs.cancel('nosuchrunnosuchrun')).toThrow(
        expect.objectContaining({ code: 'not_found' }),
      )
    })

    it('is not kept from it by a script that wrote its exit itself', async () => {
      const id = here.start(`echo exited 0 - >"$(dirname "$0")/exit"; echo written; sleep 300`)
      await here.until(id, (row) => row.bytes > 0)
      here.runs.cancel(id)
      expect(await here.ended(id)).toEqual({ state: 'cancelled' })
    })

    it('survives a restart in the middle', async () => {
      const id = here.start('sleep 300')
      await here.until(id, (row) => row.status.state === 'running')
      link.cut()
      here.runs.cancel(id)
      const after = await place.restart(here)
      link.mend()
      expect(await after.ended(id)).toEqual({ state: 'cancelled' })
    })
  })

  describe('the truth, when a run left no word', () => {
    const wrapperOf = (id: string): number => Number(readFileSync(remote(id, 'session'), 'utf8'))

    it('is lost when its processes were killed', async () => {
      const id = here.start('sleep 300')
      await here.until(id, (row) => row.status.state === 'running')
      process.kill(-wrapperOf(id), 'SIGKILL')
      expect(await here.ended(id)).toEqual({ state: 'lost', why: 'died' })
    })

    it('was stopped when somebody else ended its wrapper', async () => {
      const id = here.start('exec sleep 300')
      await here.until(id, (row) => row.status.state === 'running')
      process.kill(wrapperOf(id), 'SIGTERM')
      expect(await here.ended(id)).toEqual({ state: 'interrupted', by: 'stopped' })
    })

    it('was ended by the reboot when the server is in another boot', async () => {
      const id = here.start('sleep 300')
      await here.until(id, (row) => row.status.state === 'running')
      writeFileSync(remote(id, 'began'), 'another-boot/24')
      process.kill(-wrapperOf(id), 'SIGKILL')
      expect(await here.ended(id)).toEqual({ state: 'interrupted', by: 'reboot' })
    })

    it('is lost when its files are gone, or shorter than they were', async () => {
      const gone = here.start('echo seen; sleep 300')
      await here.until(gone, (row) => row.bytes > 0)
      const wrapper = wrapperOf(gone)
      rmSync(remote(gone), { recursive: true })
      process.kill(-wrapper, 'SIGKILL')
      expect(await here.ended(gone)).toEqual({ state: 'lost', why: 'files-gone' })
      expect(here.transcript(gone).toString()).toBe('seen\n')

      const shorter = here.start('echo seen; sleep 300')
      await here.until(shorter, (row) => row.bytes > 0)
      truncateSync(remote(shorter, 'log'))
      process.kill(-wrapperOf(shorter), 'SIGKILL')
      expect(await here.ended(shorter)).toEqual({ state: 'lost', why: 'files-gone' })
      expect(here.transcript(shorter).toString()).toBe('seen\n')
    })

    it('keeps the transcript when the files went while nobody looked', async () => {
      for (const secrets of [{}, { TOKEN: 'swordfish' }]) {
        const id = here.start('echo $TOKEN seen; sleep 300', { secrets })
        await here.until(id, (row) => row.bytes > 0)
        const before = here.transcript(id)
        await here.runs.stop()
        const wrapper = wrapperOf(id)
        rmSync(remote(id), { recursive: true })
        process.kill(-wrapper, 'SIGKILL')
        here = await place.restart(here)
        expect(await here.ended(id)).toEqual({ state: 'lost', why: 'files-gone' })
        expect(here.transcript(id).equals(before)).toBe(true)
        expect(here.runs.row(id).bytes).toBe(before.length)
      }
    })

    it('is forgotten with its server', async () => {
      const working = here.start(waitFor(file('go')))
      await here.until(working, (row) => row.status.state === 'running')
      const waiting = here.start('true')
      expect(here.runs.running('srv').map((row) => row.id)).toEqual([working])
      here.runs.forgetServer('srv')
      expect(here.runs.row(working).status).toEqual({ state: 'lost', why: 'forgotten' })
      expect(here.runs.row(waiting).status.state).toBe('not-started')
      writeFileSync(file('go'), '')
    })
  })

  describe.skipIf(!root)('a full disk', () => {
    beforeEach(() => void execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'none', place.base]))
    afterEach(() => void execFileSync('umount', ['-l', place.base]))

    it('is told when nothing could be started', async () => {
      execFileSync('bash', ['-c', `cat /dev/zero >${file('filler')} 2>/dev/null || true`])
      const id = here.start('echo hello')
      const status = await here.ended(id)
      expect(status).toMatchObject({ state: 'not-started' })
      expect(status.state === 'not-started' && status.why).toContain('The disk of the server is full')
      rmSync(file('filler'))
      expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
      expect(readdirSync(file('runs'))).not.toContain(id)
    })

    it('does not lose the exit code of a script that filled it', async () => {
      const id = here.start(`cat /dev/zero >${file('filler')} 2>/dev/null; echo lost; exit 12`)
      expect(await here.ended(id)).toEqual({ state: 'exited', code: 12 })
    })
  })
})
