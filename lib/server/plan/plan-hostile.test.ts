import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Plan, planSchema, registryTokenSchema } from '../../shared/plan.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { registryCheckScript } from '../registry/check-registry.ts'
import { sh } from '../shell/sh.ts'
import { composeScript } from '../steps/script/compose-script.ts'
import { folderSeen } from '../steps/seen/folder.ts'

const place = mkdtempSync(join(tmpdir(), 'bindery-plan-'))
const canary = join(place, 'canary')
afterAll(() => rmSync(place, { recursive: true }))

const pieces = [
  `$(touch ${canary})`,
  `\`touch ${canary}\``,
  `'; touch ${canary}; '`,
  `"; touch ${canary}; "`,
  `\n touch ${canary}\n`,
  `\${IFS}`,
  '..',
  '/../',
  '//',
  '/',
  '-rf',
  '--',
  '~root',
  '*',
  '\\',
  "'",
  '"',
  ' ',
  '',
  '\r\n',
  '\0',
  '\u001b[31m',
  '\ud800',
  '\u202e',
  'é😀',
  '{{ .Values }}',
  '#',
  '&',
  'a',
  'Z9',
  '10.0.0.1',
  'https://',
  'localhost:32000',
  '_',
  'binder-',
]

/** Hostile pieces, alone, in a row, and hidden inside of what would be right. */
const hostile = (right: string) =>
  fc.oneof(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(right.length), fc.constantFrom(...pieces))
      .map(([at, piece]) => right.slice(0, at) + piece + right.slice(at)),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )

const v2 = { kind: 'v2', url: 'https://ghcr.io', user: 'robolab' } as const

/** Every text of the plan: its field, a right value, and the plan with another one in its place. */
const fields: [name: string, right: string, plan: (value: string) => Plan][] = [
  ['channel', '1.32/stable', (channel) => ({ ...examplePlan, channel: channel as Plan['channel'] })],
  ['groupUser', 'ubuntu', (groupUser) => ({ ...examplePlan, groupUser })],
  ['pool.first', '10.0.0.201', (first) => ({ ...examplePlan, pool: { ...examplePlan.pool, first } })],
  ['pool.last', '10.0.0.210', (last) => ({ ...examplePlan, pool: { ...examplePlan.pool, last } })],
  [
    'addresses.binder',
    '10.0.0.201',
    (binder) => ({ ...examplePlan, addresses: { how: 'fixed', binder, hub: '10.0.0.202' } }),
  ],
  [
    'addresses.hub',
    '10.0.0.202',
    (hub) => ({ ...examplePlan, addresses: { how: 'fixed', binder: '10.0.0.201', hub } }),
  ],
  ['storage.path', '/srv/our data', (path) => ({ ...examplePlan, storage: { kind: 'hostpath', path } })],
  ['namespace', 'binder', (namespace) => ({ ...examplePlan, namespace })],
  ['release', 'binder', (release) => ({ ...examplePlan, release })],
  ['chartVersion', '1.0.0-0.dev.git.3941.h9056a226', (chartVersion) => ({ ...examplePlan, chartVersion })],
  [
    'registry.account',
    'robolab',
    (account) => ({ ...examplePlan, registry: { kind: 'docker-hub', account } }),
  ],
  ['registry.url', 'https://ghcr.io', (url) => ({ ...examplePlan, registry: { ...v2, url } })],
  ['registry.user', 'robolab', (user) => ({ ...examplePlan, registry: { ...v2, user } })],
  ['imagePrefix', 'robolab/binder-', (imagePrefix) => ({ ...examplePlan, imagePrefix })],
  [
    'proof.repository',
    'https://github.com/owner/name',
    (repository) => ({ ...examplePlan, proof: { repository, ref: 'HEAD' } }),
  ],
  ['proof.ref', 'main', (ref) => ({ ...examplePlan, proof: { ...examplePlan.proof, ref } })],
]

/** What a real bash gets of values that come in a script, one round for all of them. */
function carried(values: string[]): string[] {
  const script = composeScript(sh`printf '%s\0' ${values}`, 60)
  // The script starts itself again by its own name, as a run's does.
  const { stdout, stderr, status } = spawnSync('bash', ['-c', 'cat >script && bash script'], {
    cwd: place,
    input: script,
    maxBuffer: 2 ** 28,
  })
  expect([stderr.toString(), status]).toEqual(['', 0])
  return stdout.toString('utf8').split('\0').slice(0, -1)
}

describe.each(fields)('%s', (name, right, plan) => {
  it('takes what is right', () => {
    expect(planSchema.safeParse(plan(right)).error).toBeUndefined()
  })

  it('arrives in bash literally, or is refused in words of its own', () => {
    const accepted: string[] = []
    fc.assert(
      fc.property(hostile(right), (value) => {
        const parsed = planSchema.safeParse(plan(value))
        if (parsed.success) {
          accepted.push(value)
          // Nothing that could be an option, a line of its own, or another document.
          expect(value).not.toMatch(/^-|[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u)
          return
        }
        for (const { path, message } of parsed.error.issues) {
          expect(path.join('.')).toBe(name)
          expect(message).toMatch(/^[A-Z].{8,}$/s)
          expect(message).not.toMatch(/invalid|expected|pattern|regex/i)
        }
      }),
      { numRuns: 400 },
    )
    expect(carried([right, ...accepted])).toEqual([right, ...accepted])
    expect(existsSync(canary)).toBe(false)
  })
})

it.each([
  ['https://reg.example:99999', 'robolab/binder-'],
  ['https://reg.example:0', 'robolab/binder-'],
  ['https://256.1.1.1', 'robolab/binder-'],
  ['https://ghcr.io', 'reg.example:99999/robolab/binder-'],
  ['https://ghcr.io', '256.1.1.1:5000/robolab/binder-'],
])('takes no registry that no URL can be made of: %s, %s', (url, imagePrefix) => {
  const taken = (registry: Plan['registry'], prefix: string): boolean =>
    planSchema.safeParse({ ...examplePlan, registry, imagePrefix: prefix }).success
  expect(taken({ ...v2, url }, imagePrefix)).toBe(false)
  expect(taken({ ...v2, url: 'https://10.0.0.9:65535' }, '10.0.0.9:5000/robolab/binder-')).toBe(true)
})

it('takes a link that leads nowhere for no folder, as making one there would fail', () => {
  const path = join(place, 'leads-nowhere')
  symlinkSync(join(place, 'not-there'), path)
  const observation = folderSeen(path)
  const { stdout, status } = spawnSync('bash', ['-c', observation.ask(examplePlan)])
  expect(observation.parse({ text: stdout.toString('utf8'), code: status ?? 1 }, examplePlan)).toMatchObject({
    is: 'dead-link',
    real: join(place, 'not-there'),
  })
})

it('looks at no other folder than the one that was written', () => {
  fc.assert(
    fc.property(hostile('/srv/our data'), (path) => {
      if (!planSchema.shape.storage.shape.path.safeParse(path).success) return
      const observation = folderSeen(join(place, path))
      const { stdout, status } = spawnSync('bash', ['-c', observation.ask(examplePlan)], { cwd: place })
      const seen = observation.parse({ text: stdout.toString('utf8'), code: status ?? 1 }, examplePlan)
      expect(seen).toMatchObject({ is: 'missing', real: join(place, path) })
    }),
    { numRuns: 60 },
  )
  expect(existsSync(canary)).toBe(false)
})

it('keeps a token out of the script, and one that would be two lines out of everything', () => {
  expect(registryCheckScript(examplePlan)).not.toContain('REGISTRY_TOKEN=dckr')
  for (const token of ['', 'a\nb', 'a\rb', 'a\0b', '\ud800', 'x'.repeat(8193)])
    expect(registryTokenSchema.safeParse(token).success, JSON.stringify(token)).toBe(false)
  for (const token of [`'"$(touch ${canary})\\`, 'é', ' a ']) {
    expect(registryTokenSchema.safeParse(token).success).toBe(true)
    expect(carried([token])).toEqual([token])
  }
})
