import { describe, expect, test } from 'vitest'
import type { LinkState } from '../../../lib/shared/link-state.ts'
import type { ProblemCode } from '../../../lib/shared/problem.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { connectStages } from './connect-stages.ts'

function server(link: LinkState, change: Partial<ServerRow> = {}): ServerRow {
  return {
    id: 'a'.repeat(20),
    name: 'teach-02',
    host: '10.0.0.14',
    port: 22,
    user: 'ops',
    signIn: 'own-key',
    needsSecret: false,
    keepsSecrets: true,
    jump: null,
    hostKey: { type: 'ssh-ed25519', sha256: `SHA256:${'a'.repeat(43)}`, confirmedAt: 0, confirmedBy: 'mara' },
    publicKey: null,
    sessions: { inUse: 0, budget: 8, waiting: 0 },
    link,
    facts: null,
    addedAt: 0,
    ...change,
  }
}

const kinds = (row: ServerRow) => connectStages(row).map(({ kind }) => kind)
const refused = (code: ProblemCode): LinkState => ({
  state: 'refused',
  since: 0,
  problem: { code, message: `Because of ${code}.` },
})

test('before anything is known, the first stage is under way', () => {
  expect(kinds(server({ state: 'connecting', since: 0 }))).toEqual(['work', 'todo', 'todo', 'todo', 'todo'])
})

test('a question of the server stops at signing in and waits for a person', () => {
  const prompt = { id: 'p', title: '', instructions: '', questions: [{ text: 'Code: ', echo: false }] }
  expect(kinds(server({ state: 'connecting', since: 0, prompt }))).toEqual([
    'ok',
    'ok',
    'wait',
    'todo',
    'todo',
  ])
})

describe('a failure marks its own stage, and nothing after it', () => {
  test.each<[ProblemCode, number]>([
    ['ssh_refused', 0],
    ['name_not_found', 0],
    ['host_key_changed', 1],
    ['ssh_wrong_password', 2],
    ['prompt_unanswered', 2],
    ['sudo_wrong_password', 3],
    ['sudo_needs_terminal', 3],
  ])('%s', (code, stage) => {
    const stages = connectStages(server(refused(code), { signIn: 'password' }))
    expect(stages[stage]).toMatchObject({ kind: 'fail', evidence: `Because of ${code}.` })
    expect(stages.slice(0, stage).every(({ kind }) => kind === 'ok')).toBe(true)
    expect(stages.slice(stage + 1).every(({ kind }) => kind === 'todo')).toBe(true)
  })
})

test('a sudo password that is missing belongs to becoming root', () => {
  const problem = { code: 'secret_needed', message: 'sudo asks.', field: 'sudoPassword' } as const
  expect(kinds(server({ state: 'refused', since: 0, problem }))).toEqual(['ok', 'ok', 'ok', 'fail', 'todo'])
})

test('a new key that nobody has put there yet waits for a person; one that worked before has failed', () => {
  expect(kinds(server(refused('ssh_key_refused')))[2]).toBe('wait')
  expect(kinds(server(refused('ssh_key_refused'), { signIn: 'key' }))[2]).toBe('fail')
})

test('online, it says how it became root, and looks around', () => {
  const stages = connectStages(server({ state: 'online', since: 0, heardAt: 0, rootBy: 'sudo' }))
  expect(stages.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok', 'work'])
  expect(stages[3]?.evidence).toBe('sudo without a password')
})
