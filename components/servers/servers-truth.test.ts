import { describe, expect, test } from 'vitest'
import type { HealthRow } from '../../lib/shared/health-row.ts'
import { type InstallRow, stepIds } from '../../lib/shared/install.ts'
import type { LinkState } from '../../lib/shared/link-state.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { RunRow, RunState } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { installRow } from '../../lib/testing/install-row.ts'
import { overviewTruth } from './overview-truth.ts'
import { type ServerKnown, serverStatus } from './server-status.ts'
import { serversTruth, worstFirst } from './servers-truth.ts'

const all = stepIds.length

const now = new Date(2026, 10, 17, 9, 48).getTime()
const minute = 60_000
const problem: Problem = {
  code: 'ssh_refused',
  message: 'Its SSH port refuses connections.',
  hint: 'Is it on?',
}

const online: LinkState = { state: 'online', since: 0, heardAt: now, rootBy: 'root' }
const silent: LinkState = {
  state: 'reconnecting',
  since: now - 41 * minute,
  attempt: 4,
  nextTryAt: now + 18_000,
  lastHeardAt: now - 41 * minute,
  problem,
}
const refused: LinkState = {
  state: 'refused',
  since: now,
  problem: { code: 'host_key_changed', message: 'Another key.' },
}
const rootless: LinkState = {
  state: 'refused',
  since: now,
  problem: { code: 'secret_needed', field: 'sudoPassword', message: 'sudo asks for a password.' },
}
const asking: LinkState = {
  state: 'connecting',
  since: now,
  prompt: { id: 'p', title: '', instructions: '', questions: [] },
}

function server(name: string, link: LinkState, change: Partial<ServerRow> = {}): ServerRow {
  return {
    id: name,
    name,
    host: '10.0.0.9',
    port: 22,
    user: 'root',
    signIn: 'own-key',
    needsSecret: false,
    keepsSecrets: true,
    jump: null,
    hostKey: { type: 'ssh-ed25519', sha256: 'SHA256:x', confirmedAt: 0, confirmedBy: 'mara' },
    publicKey: null,
    sessions: { inUse: 0, budget: 8, waiting: 0 },
    link,
    facts: {
      lookedAt: now,
      tookMs: 1,
      hostname: name,
      os: null,
      kernel: '',
      arch: '',
      cores: null,
      memory: null,
      disks: [],
      systemd: null,
      snapd: null,
      clockSkewMs: null,
      bootId: null,
      uptimeSeconds: null,
      network: null,
      firewall: null,
      busyPorts: [],
      docker: null,
      kubernetes: [],
    },
    addedAt: 0,
    ...change,
  }
}

const none = { runs: [], installs: new Map<string, InstallRow>(), healths: new Map<string, HealthRow>() }

function known(runs: RunRow[] = [], install?: InstallRow, health?: HealthRow): ServerKnown {
  return { runs, install, health }
}

function run(status: RunState, change: Partial<RunRow> = {}): RunRow {
  return {
    id: 'r',
    serverId: 'a',
    serverName: 'a',
    title: 'Update',
    by: 'mara',
    createdAt: now - 5 * minute,
    startedAt: now - 4 * minute,
    endedAt: null,
    status,
    bytes: 0,
    ...change,
  }
}

describe('the sentence over all servers', () => {
  test.each<[string, ServerRow[], RunRow[], string[]]>([
    ['one, quiet', [server('a', online)], [], ['a answers.', 'No run of Bindery is at work.']],
    [
      'two, one works',
      [server('a', online), server('b', online)],
      [run({ state: 'running' })],
      ['All 2 servers answer.', 'One run works on them now.'],
    ],
    [
      'one is connecting',
      [server('a', online), server('b', { state: 'connecting', since: now })],
      [],
      ['1 of 2 servers answer; the others are being connected.', 'No run of Bindery is at work.'],
    ],
    [
      'one is silent',
      [server('a', online), server('old-lab', silent)],
      [],
      ['One server needs you:', 'old-lab has been silent for 41 min.'],
    ],
    [
      'a key changed',
      [server('a', refused)],
      [],
      ['One server needs you:', 'a shows another host key than the one you confirmed.'],
    ],
    [
      'one that only keeps root back',
      [server('a', rootless)],
      [],
      ['One server needs you:', 'a lets Bindery in, but not become root.'],
    ],
    [
      'one asks',
      [server('a', asking)],
      [],
      ['One server needs you:', 'a asks a question before it lets Bindery in.'],
    ],
    [
      'several',
      ['a', 'b', 'c', 'd'].map((name) => server(name, silent)),
      [],
      ['4 servers need you:', 'a, b, c and 1 more.'],
    ],
  ])('%s', (_, rows, runs, sentences) => {
    expect(serversTruth(rows, { ...none, runs }, now, null)).toEqual(sentences)
  })

  test('a page that lost Bindery says what it does not know', () => {
    expect(serversTruth([server('a', online)], none, now, now - minute)).toEqual([
      'What is true of your servers now is not known.',
      'What you see is from 09:47.',
    ])
    expect(serverStatus(server('a', online), known([], undefined), now, now - minute)).toMatchObject({
      kind: 'unk',
      word: 'Not known',
    })
    expect(overviewTruth(server('a', online), known([], undefined), now, now - minute)).toEqual([
      'At 09:47 a answered.',
      'What is true now is not known.',
    ])
  })

  test('the worst stands first, then the name decides', () => {
    const rows = [
      server('b', online),
      server('a', online),
      server('c', silent),
      server('d', refused),
      server('e', asking),
    ]
    expect(worstFirst(rows, none.healths, now).map(({ name }) => name)).toEqual(['d', 'c', 'e', 'a', 'b'])
  })
})

describe('one server in a word', () => {
  test('answers only where it was looked at', () => {
    expect(serverStatus(server('a', online), known([], undefined), now, null)).toMatchObject({
      kind: 'ok',
      word: 'Answers',
    })
    expect(serverStatus(server('a', online, { facts: null }), known([], undefined), now, null)).toMatchObject(
      {
        kind: 'work',
        word: 'Looking',
      },
    )
  })

  test('says what runs and for how long', () => {
    expect(
      serverStatus(server('a', online), known([run({ state: 'running' })], undefined), now, null).lead,
    ).toBe('“Update” runs for 4 min.')
  })

  test('a silent server says since when and why', () => {
    expect(serverStatus(server('a', silent), known([], undefined), now, null)).toMatchObject({
      kind: 'unk',
      lead: 'No answer since 09:07.',
      more: 'Its SSH port refuses connections.',
    })
  })

  test('only refusals and questions need a person', () => {
    const needs = [online, silent, refused, asking].map(
      (link) => serverStatus(server('a', link), known([], undefined), now, null).needsPerson,
    )
    expect(needs).toEqual([false, false, true, true])
  })
})

describe('the sentences of the overview', () => {
  test.each<[string, RunState, string]>([
    ['done', { state: 'exited', code: 0 }, 'The last run, “Update”, finished 1 min ago.'],
    ['failed', { state: 'exited', code: 2 }, 'The last run, “Update”, failed 1 min ago with exit code 2.'],
    [
      'lost',
      { state: 'lost', why: 'died' },
      'The last run, “Update”, ended 1 min ago, and nobody knows how.',
    ],
    [
      'reboot',
      { state: 'interrupted', by: 'reboot' },
      'The last run, “Update”, was ended by a reboot 1 min ago.',
    ],
  ])('tell how the last run ended: %s', (_, status, sentence) => {
    const [, second] = overviewTruth(
      server('a', online),
      known([run(status, { endedAt: now - minute })]),
      now,
      null,
    )
    expect(second).toBe(sentence)
  })

  test('tell what Kubernetes is there', () => {
    expect(overviewTruth(server('a', online), known([], undefined), now, null)[0]).toBe(
      'a answers. No Kubernetes is on it yet.',
    )
  })

  test('a server that only keeps root back does let Bindery in', () => {
    expect(overviewTruth(server('a', rootless), known([], undefined), now, null)[0]).toBe(
      'a lets Bindery in, but not become root.',
    )
    expect(overviewTruth(server('a', refused), known([], undefined), now, null)[0]).toBe(
      'a does not let Bindery in.',
    )
  })

  test('never claim the present of a server that is silent', () => {
    expect(
      overviewTruth(server('a', silent), known([run({ state: 'running' })], undefined), now, null),
    ).toEqual(['At 09:07 a answered.', 'What is true now is not known.'])
  })
})

describe('a server whose install', () => {
  const failed = installRow({ done: 4, ended: 'failed' })
  const going = installRow({ done: 8, going: true })

  test('stopped needs a person, on the page of the install', () => {
    expect(serverStatus(server('a', online), known([], failed), now, null)).toMatchObject({
      kind: 'fail',
      word: 'Install stopped at step 5',
      needsPerson: true,
      where: '/install',
    })
    expect(
      serversTruth([server('a', online)], { ...none, installs: new Map([['a', failed]]) }, now, null),
    ).toEqual(['One server needs you:', 'the install on a stopped.'])
  })

  test('goes on says which step, whatever runs', () => {
    const runs = [run({ state: 'running' })]
    expect(serverStatus(server('a', online), known(runs, going), now, null)).toMatchObject({
      kind: 'work',
      word: `Installing, step 9 of ${all}`,
      needsPerson: false,
    })
    expect(overviewTruth(server('a', online), known(runs, going), now, null)).toEqual([
      `a answers. The install is at step 9 of ${all}.`,
      '“Update” has been running for 4 min.',
    ])
  })

  test('is done is told by its checks, with their age, not by an old look at the machine', () => {
    const done = installRow({ done: 99, ended: 'finished', change: { checkedAt: now - 5 * minute } })
    const old = server('a', online)
    const facts = old.facts && { ...old.facts, lookedAt: now - 60 * minute }
    expect(overviewTruth({ ...old, facts }, known([], done), now, null)[0]).toBe(
      'a answers. BinderHub runs on it, and its own health checks are well: seen 5 min ago.',
    )
  })

  test('is of no interest while the server is silent', () => {
    expect(serverStatus(server('a', silent), known([], going), now, null).word).toBe('Stale')
  })
})
