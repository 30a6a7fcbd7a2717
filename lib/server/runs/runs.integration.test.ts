import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalPlace, localPlace, localPlaceUnavailable, waitFor } from '../../testing/local-place.ts'
import type { LocalLink } from '../../testing/local-shell.ts'
import type { RunConsole } from '../../testing/run-console.ts'
import { SUM_UP_TO } from './remote-scripts.ts'

const root = process.getuid?.() === 0
const unavailable = localPlaceUnavailable()
if (unavailable) console.log(`skipped, runs by a local bash: ${unavailable}`)

describe.skipIf(unavailable !== null)('runs, by a real bash of this machine', () => {
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

  it('runs a script once, with its output and its exit code', async () => {
    const id = here.start(`echo to out; echo to err >&2; pwd; echo "$PATH|$HOME|$LC_ALL"; umask; cat; exit 7`)
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 7 })
    expect(here.transcript(id).toString()).toBe(
      `to out\nto err\n${root ? '/root' : '/'}\n/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin|/root|C.UTF-8\n0022\n`,
    )
    expect(
      here.puts.map((row) => row.status.state).filter((state, at, all) => state !== all[at - 1]),
    ).toEqual(['queued', 'starting', 'running', 'exited'])
    expect(
      execFileSync('stat', ['-c', '%a', file('runs'), remote(id), remote(id, 'script')], {
        encoding: 'utf8',
      }),
    ).toBe('700\n700\n600\n')
    expect(here.logged).toEqual([])
  })

  it('gives a script what a shell of root has, and nothing of what carries it', async () => {
    const probe = 'ls -m /proc/$$/fd; grep ^SigIgn /proc/self/status; trap; ulimit -a; ulimit -Ha'
    writeFileSync(file('probe'), probe)
    const plain = execFileSync('bash', [file('probe')], { encoding: 'utf8' })
    const id = here.start(
      `${probe}; env | cut -d= -f1 | sort | xargs; echo "$USER $LOGNAME $SHELL $SHLVL"; umask`,
    )
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 0 })
    expect(here.transcript(id).toString()).toBe(
      `${plain}BINDERY_RUN DEBIAN_FRONTEND HOME LC_ALL LOGNAME PATH PWD SHELL SHLVL USER _\nroot root /bin/bash 1\n0022\n`,
    )
  })

  it('brings every byte over: binary, half characters, carriage returns, colours', async () => {
    const id = here.start(
      `printf '\\xf0\\x9f'; sleep 0.1; printf '\\x98\\x80 10%%\\r20%%\\r\\e[31mred\\e[0m\\n'; head -c 300000 /dev/urandom; printf '\\0\\xff'`,
    )
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 0 })
    const bytes = here.transcript(id)
    expect(bytes.equals(readFileSync(remote(id, 'log')))).toBe(true)
    expect(bytes.toString('utf8').startsWith('😀 10%\r20%\r\u001b[31mred\u001b[0m\n')).toBe(true)
    expect(bytes.length).toBe(300_000 + 28)
  })

  it('keeps the log of a script that opens its own output anew', async () => {
    const id = here.start(
      `echo one; echo two >/dev/stderr; echo three | tee /dev/stderr >/dev/null; echo four`,
    )
    await here.ended(id)
    expect(here.transcript(id).toString()).toBe('one\ntwo\nthree\nfour\n')
  })

  it('tells of growth while it happens, and lets any number of readers pull', async () => {
    const id = here.start(`echo one; ${waitFor(file('go'))}; echo two`)
    const transcript = here.runs.transcript(id)
    await here.until(id, (row) => row.bytes === 4)
    expect(Buffer.from(await transcript.read(0, 100)).toString()).toBe('one\n')
    expect(transcript.ended).toBe(false)
    const grown = new Promise<void>((resolve) => transcript.onGrow(resolve))
    writeFileSync(file('go'), '')
    await grown
    await here.ended(id)
    expect(transcript.ended).toBe(true)
    expect(Buffer.from(await transcript.read(2, 4)).toString()).toBe('e\ntw')
    expect((await transcript.read(8, 10)).length).toBe(0)
    expect(Buffer.from(await here.runs.transcript(id).read(4, 100)).toString()).toBe('two\n')
  })

  it('carries runs of one server in turn, and keeps the order over a restart', async () => {
    const script = (name: string): string => `echo ${name} >>${file('order')}; ${waitFor(file('go'))}`
    const ids = ['a', 'b', 'c'].map((name) => here.start(script(name)))
    await here.until(ids[0]!, (row) => row.status.state === 'running')
    expect(ids.slice(1).map((id) => here.runs.row(id).status)).toEqual(
      Array(2).fill({ state: 'queued', waitsFor: 'other-run' }),
    )
    const after = await place.restart(here)
    expect(after.runs.row(ids[2]!).status).toEqual({ state: 'queued', waitsFor: 'other-run' })
    writeFileSync(file('go'), '')
    for (const id of ids) expect(await after.ended(id)).toEqual({ state: 'exited', code: 0 })
    expect(readFileSync(file('order'), 'utf8')).toBe('a\nb\nc\n')
  })

  it('runs one thing at a time, whichever console started it', async () => {
    const other = place.another()
    const script = `mkdir ${file('alone')} || exit 9; sleep 0.1; rmdir ${file('alone')}`
    const ids = [0, 1, 2].flatMap(() => [
      [here, here.start(script)] as const,
      [other, other.start(script)] as const,
    ])
    for (const [console, id] of ids) expect(await console.ended(id)).toEqual({ state: 'exited', code: 0 })
    expect([...here.puts, ...other.puts].map((row) => row.status)).toContainEqual({
      state: 'queued',
      waitsFor: 'other-console',
    })
  })

  it('does not hold its turn for what a script leaves behind', async () => {
    const first = here.start(`setsid bash -c '${waitFor(file('go'))}' </dev/null >/dev/null 2>&1 &`)
    expect(await here.ended(first)).toEqual({ state: 'exited', code: 0 })
    expect(await here.ended(here.start('true'))).toEqual({ state: 'exited', code: 0 })
    writeFileSync(file('go'), '')
  })

  it('executes once when two consoles with one database launch the same run', async () => {
    link.cut()
    const id = here.start(`echo ran >>${file('count')}; sleep 0.3; echo done; exit 3`)
    here.store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const copies = [1, 2, 3].map(() => {
      const folder = mkdtempSync(join(tmpdir(), 'bindery-copy-'))
      cpSync(here.folder, folder, { recursive: true })
      return place.another({ folder })
    })
    link.mend()
    for (const copy of copies) copy.runs.resume()
    for (const console of [here, ...copies]) {
      expect(await console.ended(id)).toEqual({ state: 'exited', code: 3 })
      expect(console.transcript(id).toString()).toBe('done\n')
    }
    expect(readFileSync(file('count'), 'utf8')).toBe('ran\n')
  })

  it('waits for its link, and survives it breaking at any time', async () => {
    link.cut()
    const id = here.start(
      `echo ran >>${file('count')}; for i in $(seq 60); do echo "line $i ✓"; sleep 0.02; done; exit 4`,
    )
    expect(here.runs.row(id).status).toEqual({ state: 'queued', waitsFor: 'link' })
    link.mend()
    for (let cuts = 0; cuts < 8; cuts++) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
      link.cut()
      await new Promise((resolve) => setImmediate(resolve))
      link.mend()
    }
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 4 })
    expect(here.transcript(id).equals(readFileSync(remote(id, 'log')))).toBe(true)
    expect(here.transcript(id).toString().split('\n')).toHaveLength(61)
    expect(readFileSync(file('count'), 'utf8')).toBe('ran\n')
  })

  it('is found again after a restart: still running, or ended meanwhile', async () => {
    const running = here.start(`echo before; ${waitFor(file('go'))}; echo after; exit 5`)
    await here.until(running, (row) => row.bytes > 0)
    const second = await place.restart(here)
    writeFileSync(file('go'), '')
    expect(await second.ended(running)).toEqual({ state: 'exited', code: 5 })
    expect(second.transcript(running).toString()).toBe('before\nafter\n')

    const missed = second.start(`${waitFor(file('go2'))}; echo alone`)
    await second.until(missed, (row) => row.status.state === 'running')
    await second.runs.stop()
    writeFileSync(file('go2'), '')
    while (!existsSync(remote(missed, 'exit'))) await new Promise((resolve) => setTimeout(resolve, 10))
    const third = await place.restart(second)
    expect(await third.ended(missed)).toEqual({ state: 'exited', code: 0 })
    expect(third.transcript(missed).toString()).toBe('alone\n')
    const row = third.runs.row(missed)
    expect(row.startedAt).toBeLessThanOrEqual(row.endedAt ?? 0)
  })

  it('mends a mirror whose end was torn, and one that is wrong throughout', async () => {
    const id = here.start(`seq 30000; ${waitFor(file('go'))}; echo end`)
    await here.until(id, (row) => row.bytes > 160_000)
    await here.runs.stop()
    here.store.close()
    const mirror = join(here.folder, 'runs', `${id}.log`)
    for (const [from, torn] of [
      [-5000, 'tail'],
      [0, 'head'],
    ] as const) {
      const bytes = readFileSync(mirror)
      bytes.fill(0, from < 0 ? bytes.length + from : 0, from < 0 ? bytes.length : 100)
      writeFileSync(mirror, bytes, torn === 'tail' ? {} : {})
    }
    const after = place.another({ folder: here.folder })
    after.runs.resume()
    writeFileSync(file('go'), '')
    await after.ended(id)
    expect(after.transcript(id).equals(readFileSync(remote(id, 'log')))).toBe(true)
    expect(after.logged.join()).toContain('fetched again')
  })

  it('hides secrets from the transcript, the database and the process list, and removes them there', async () => {
    const secret = `o'er "the $(id) ✓ wall`
    const id = here.start(
      `echo "token: $TOKEN."; ${waitFor(file('go'))}; echo "\${TOKEN:0:9}"; printf '%s' "$TOKEN" | tee /dev/stderr | head -c 7; tr '\\0' ' ' </proc/$PPID/cmdline`,
      { secrets: { TOKEN: secret, OTHER: 'other secret' } },
    )
    await here.until(id, (row) => row.bytes > 0)
    expect(here.transcript(id).toString()).toBe('token: hidden.\n')
    expect(existsSync(remote(id, 'secrets'))).toBe(false)
    const after = await place.restart(here)
    writeFileSync(file('go'), '')
    expect(await after.ended(id)).toEqual({ state: 'exited', code: 0 })
    expect(after.transcript(id).toString()).toMatch(/^token: hidden\.\no'er "the\n/)
    expect(after.transcript(id).toString()).toContain('hidden')
    expect(after.transcript(id).includes(secret)).toBe(false)
    expect(readFileSync(remote(id, 'log')).includes(secret)).toBe(true)
    after.store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    expect(readFileSync(join(after.folder, 'bindery.db')).includes('the $(id)')).toBe(false)
    await expect
      .poll(() => after.store.db.prepare('SELECT count(*) AS count FROM secret').get())
      .toEqual({ count: 0 })
    expect(() => after.start('true', { secrets: { TOKEN: 'a\0b' } })).toThrow('NUL')
  })

  it('fetches a log too long to be summed', { timeout: 60_000 }, async () => {
    const id = here.start(`head -c ${SUM_UP_TO + 4096} /dev/urandom`)
    expect(await here.ended(id)).toEqual({ state: 'exited', code: 0 })
    const sum = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(sum(join(here.folder, 'runs', `${id}.log`))).toBe(sum(remote(id, 'log')))
  })
})
