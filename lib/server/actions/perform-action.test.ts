import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { type Action, type Actor, defineAction } from './action.ts'
import { createAudit } from './audit.ts'
import { commit } from './commit.ts'
import { describeAction, performAction } from './perform-action.ts'

const administrator: Actor = {
  personId: 'p1',
  name: 'Ann',
  role: 'administrator',
  sessionId: 's1',
  address: '192.0.2.1',
}
const viewer: Actor = { ...administrator, name: 'Vic', role: 'viewer' }
const server = 'abcdefghijkmnpqrst23'
let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-actions-'))
  store = openStore(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const paint = (
  perform: Action<{ colour: string }>['perform'],
  rest: Partial<Action<{ colour: string }>> = {},
): Action =>
  defineAction({
    name: 'server.paint',
    path: '/api/servers/:server/paint',
    who: 'administrator',
    input: z.object({
      colour: z.string('The colour must be text.').check(z.maxLength(5, 'The colour is too long.')),
    }),
    target: () => 'binder-01',
    perform,
    ...rest,
  })
const ask = (action: Action, body: unknown = { colour: 'red' }, actor = administrator) =>
  performAction({ store, audit: createAudit(store) }, action, {
    actor,
    stillActor: () => actor,
    params: { server },
    body: async () => body,
    signal: new AbortController().signal,
  })
const rows = () =>
  store.db
    .prepare('SELECT person_name, address, action, target, outcome, detail FROM audit ORDER BY seq')
    .all()
    .map((row) => ({ ...row }))
const row = (outcome: string, detail = '') => ({
  person_name: 'Ann',
  address: '192.0.2.1',
  action: 'server.paint',
  target: 'binder-01',
  outcome,
  detail,
})
const setting = () => store.db.prepare('SELECT value FROM setting WHERE key = ?').get('colour')?.value
const write = (value: string) => store.db.prepare('INSERT INTO setting VALUES (?, ?)').run('colour', value)

test('begun before, done after, one id, and never the input', async () => {
  const seen: unknown[] = []
  const answer = await ask(
    paint(async ({ input, params }) => {
      seen.push(rows().map(({ outcome }) => outcome))
      return { ...input, ...params }
    }),
  )
  expect(answer).toEqual({ colour: 'red', server })
  expect(seen).toEqual([['begun']])
  expect(rows()).toEqual([row('begun'), row('done')])
  expect(store.db.prepare('SELECT count(DISTINCT action_id) AS n FROM audit').get()?.n).toBe(1)
  expect(JSON.stringify(rows())).not.toContain('red')
})

test('what fails is failed, with the code of the problem', async () => {
  const offline = paint(() => {
    throw new AppError('offline', 'The server is offline.')
  })
  await expect(ask(offline)).rejects.toMatchObject({ code: 'offline' })
  await expect(ask(paint(() => Promise.reject(new Error('a bug'))))).rejects.toThrow('a bug')
  expect(rows()).toEqual([row('begun'), row('failed', 'offline'), row('begun'), row('failed', 'internal')])
})

test('a viewer is refused before the input is looked at, and that is written down', async () => {
  let touched = false
  const action = paint(() => {
    touched = true
  })
  await expect(ask(action, 'no object at all', viewer)).rejects.toMatchObject({ code: 'forbidden' })
  expect(touched).toBe(false)
  expect(rows()).toEqual([{ ...row('refused', 'forbidden'), person_name: 'Vic', target: server }])
})

test.each([
  [{ colour: 'crimson' }, 'The colour is too long.', 'colour'],
  [{ colour: 7 }, 'The colour must be text.', 'colour'],
  [[], 'The request has to be a JSON object.', undefined],
  [null, 'The request has to be a JSON object.', undefined],
])('input %j is refused with its first fault and nothing is done', async (input, message, field) => {
  await expect(
    ask(
      paint(() => expect.unreachable()),
      input,
    ),
  ).rejects.toMatchObject({ code: 'invalid_input', message, field })
  expect(rows()).toEqual([])
})

test('a field whose schema has no words of its own is named', async () => {
  const action = defineAction({
    ...paint(() => {}),
    input: z.object({ deep: z.object({ yes: z.boolean() }) }),
  })
  await expect(ask(action, { deep: {} })).rejects.toThrow(
    '"deep.yes" is missing or is not what belongs there.',
  )
})

test('a commit stands together with its done row, and afterwards answers', async () => {
  const order: string[] = []
  const answer = await ask(
    paint(async ({ input }) =>
      commit(
        () => {
          write(input.colour)
          order.push('work')
          return input.colour
        },
        (made) => {
          order.push(`after ${setting()}`)
          return { made }
        },
      ),
    ),
  )
  expect(answer).toEqual({ made: 'red' })
  expect(order).toEqual(['work', 'after red'])
  expect(rows()).toEqual([row('begun'), row('done')])
})

test('a commit that fails leaves no change, no done row and no afterwards', async () => {
  const failing = paint(() =>
    commit(
      () => {
        write('red')
        throw new AppError('conflict', 'Taken.')
      },
      () => expect.unreachable(),
    ),
  )
  await expect(ask(failing)).rejects.toMatchObject({ code: 'conflict' })
  expect(setting()).toBeUndefined()
  expect(rows()).toEqual([row('begun'), row('failed', 'conflict')])
})

test('without its done row the change does not happen', async () => {
  store.db.exec(
    "CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.outcome = 'done' BEGIN SELECT RAISE(ABORT, 'full'); END",
  )
  await expect(
    ask(
      paint(() =>
        commit(
          () => write('red'),
          () => ({}),
        ),
      ),
    ),
  ).rejects.toThrow('full')
  expect(setting()).toBeUndefined()
})

test('slow work inside a commit is a mistake that changes nothing', async () => {
  const slow = paint(() =>
    commit(
      async () => write('red'),
      () => ({}),
    ),
  )
  await expect(ask(slow)).rejects.toThrow('slow work inside a transaction')
  expect(setting()).toBeUndefined()
})

test('describing does nothing, and is for those who may do it', async () => {
  const blast = { runs: ['paint'], restarts: [], breaks: [], keeps: [], undo: '' }
  const action = paint(() => expect.unreachable(), { describe: () => blast })
  const asked = {
    params: {},
    stillActor: () => administrator,
    body: async () => ({ colour: 'red' }),
    signal: new AbortController().signal,
  }
  expect(await describeAction(action, { actor: administrator, ...asked })).toEqual(blast)
  await expect(describeAction(action, { actor: viewer, ...asked })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(rows()).toEqual([])
})

test('the audit can be added to, and neither changed nor shortened', async () => {
  await ask(paint(() => {}))
  expect(() => store.db.exec("UPDATE audit SET outcome = 'failed'")).toThrow('append-only')
  expect(() => store.db.exec('DELETE FROM audit')).toThrow('append-only')
  expect(() => store.db.exec('INSERT OR REPLACE INTO audit SELECT * FROM audit')).toThrow('append-only')
  expect(rows()).toEqual([row('begun'), row('done')])
})
