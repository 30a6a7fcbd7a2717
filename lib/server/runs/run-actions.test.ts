import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localLink } from '../../testing/local-shell.ts'
import { type RunConsole, runConsole } from '../../testing/run-console.ts'
import type { Action, Actor, Call } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import { performAction } from '../actions/perform-action.ts'
import { runActions, runQueries } from './run-actions.ts'

const actor: Actor = {
  personId: 'p',
  name: 'ada',
  role: 'administrator',
  sessionId: 's',
  address: '127.0.0.1',
}
const call = <Input>(params: Record<string, string>, input: Input): Call<Input> => ({
  actor,
  input,
  params,
  signal: new AbortController().signal,
})

describe('requests about runs', () => {
  let here: RunConsole
  let actions: Map<string, Action>
  beforeEach(() => {
    // Nothing runs in these tests: the link is never there.
    const link = localLink()
    link.cut()
    here = runConsole({ link })
    actions = new Map(
      runActions(here.runs, (id) => (id === 'srv' ? 'binder-01' : null)).map((action) => [
        action.name,
        action,
      ]),
    )
  })
  afterEach(async () => {
    await here.runs.stop()
    rmSync(here.folder, { recursive: true })
  })
  const action = (name: string): Action => actions.get(name)!
  const begin = async (input: unknown, audit = createAudit(here.store)): Promise<{ id: string }> =>
    (await performAction({ store: here.store, audit }, action('run.start'), {
      actor,
      stillActor: () => actor,
      params: { server: 'srv' },
      body: async () => input,
      signal: new AbortController().signal,
    })) as { id: string }
  const transcript = async (
    run: string,
    query: string,
  ): Promise<{ headers: Record<string, string>; text: string }> => {
    const found = runQueries(here.runs).find(({ path }) => path.endsWith('/transcript'))
    const answer = await found?.answer(call({ run }, new URLSearchParams(query)))
    if (!(answer instanceof ByteAnswer)) throw new Error('not bytes')
    const pieces: Uint8Array[] = []
    for await (const piece of answer.bytes) pieces.push(piece)
    return { headers: answer.headers, text: Buffer.concat(pieces).toString() }
  }

  it('start a run, and say before what it will do and to whom', async () => {
    const input = { title: 'Clean up', script: 'rm -rf /srv/old' }
    const start = action('run.start')
    expect(start.who).toBe('administrator')
    expect(start.target(call({ server: 'srv' }, input))).toBe('binder-01: Clean up')
    expect(await start.describe?.(call({ server: 'srv' }, input))).toMatchObject({
      runs: ['rm -rf /srv/old'],
    })
    const { id } = await begin(input)
    expect(here.runs.row(id)).toMatchObject({ title: 'Clean up', by: 'ada', serverName: 'binder-01' })
    const [query] = runQueries(here.runs)
    expect(await query?.answer(call({ run: id }, new URLSearchParams()))).toEqual({
      run: here.runs.row(id),
      script: input.script,
    })
    await action('run.cancel').perform(call({ run: id }, {}))
    expect(here.runs.row(id).status).toEqual({ state: 'cancelled' })
  })

  it('start a run exactly when the audit says so', async () => {
    const input = { title: 'Clean up', script: 'true' }
    const audit = createAudit(here.store)
    const broken = {
      ...audit,
      write(...row: Parameters<typeof audit.write>) {
        if (row[2] === 'done') throw new Error('the disk is full')
        audit.write(...row)
      },
    }
    await expect(begin(input, broken)).rejects.toThrow('the disk is full')
    expect(here.puts).toEqual([])
    expect(here.store.db.prepare('SELECT count(*) AS count FROM run').get()).toEqual({ count: 0 })
    expect(here.runs.running('srv')).toEqual([])
    expect(here.runs.row((await begin(input)).id).title).toBe('Clean up')
  })

  it('know nothing of servers and runs that are not there', async () => {
    const missing = { code: 'not_found' }
    expect(() => action('run.start').target(call({ server: 'other' }, { title: 't', script: 's' }))).toThrow(
      expect.objectContaining(missing),
    )
    expect(() => action('run.cancel').target(call({ run: '../../etc' }, {}))).toThrow(
      expect.objectContaining(missing),
    )
    for (const query of runQueries(here.runs))
      expect(() => query.answer(call({ run: '../bindery.db' }, new URLSearchParams()))).toThrow(
        expect.objectContaining(missing),
      )
  })

  it('give a transcript as it is, from an offset, as text, and as a file', async () => {
    const id = here.start('true', { title: 'Ünïcode "/../\r\nx' })
    here.runs.cancel(id)
    await here.runs.stop()
    writeFileSync(join(here.folder, 'runs', `${id}.log`), '\u001b[31mone\u001b[0m\n50%\r100%\n')
    expect((await transcript(id, '')).text).toBe('\u001b[31mone\u001b[0m\n50%\r100%\n')
    expect((await transcript(id, 'from=13')).text).toBe('50%\r100%\n')
    expect((await transcript(id, 'from=1000')).text).toBe('')
    const text = await transcript(id, 'as=text&download')
    expect(text.text).toBe('one\n100%\n')
    expect(text.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="U-ni-code-x.txt"',
    })
    expect((await transcript(id, '')).headers['content-disposition']).toBeUndefined()
    for (const query of ['from=-1', 'from=x', 'from=1.5', 'as=html'])
      await expect(transcript(id, query)).rejects.toMatchObject({ code: 'invalid_input' })
  })
})
