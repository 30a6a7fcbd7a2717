import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../shared/plan.ts'
import { type Values, valueAt } from '../../shared/values.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { secretsFile } from '../runs/launch-run.ts'
import { config } from '../steps/config.ts'
import { readValues } from './values.ts'

const read: Plan = { ...examplePlan, addresses: { how: 'read' } }

/** Helm as far as the script asks it. $folder/by-hand holds values of a release; $folder/refuses, what it says. */
const microk8s = `case "$*" in
  'kubectl get secret hub'*) exit 1 ;;
  kubectl*) echo v1.33.0 ;;
  'helm list'*) [ ! -e "$folder/by-hand" ] || printf 'NAME\\tNAMESPACE\\tREVISION\\tUPDATED\\tSTATUS\\nbinder\\tbinder\\t1\\tnow\\tdeployed\\n' ;;
  'helm get values'*) cat "$folder/by-hand" ;;
  'helm template reader'*) printf 'values: %s\\n' "$(cat "$folder/read")" ;;
  'helm template'*) [ ! -e "$folder/refuses" ] || { cat "$folder/refuses" >&2; exit 1; } ;;
esac`

let server: ScriptedServer
afterEach(() => server.remove())

const folder = (): string => join(server.folder, 'var/lib/bindery/config')
const file = (name: string): string => readFileSync(join(folder(), name), 'utf8')
const both = (): { binder: Values; secret: Values } => ({
  binder: readValues(file('binder.yaml')),
  secret: readValues(file('secret.yaml')),
})

function run(plan: Plan, token = 'dckr_pat_1'): { code: number | null; lines: string[] } {
  const secrets = secretsFile(config.secrets?.(plan, { registryToken: token, registryTokenMark: null }) ?? {})
  return server.run(`${secrets}${config.script(plan)}`, ['/var/lib/bindery'])
}

describe('writing the settings', () => {
  it('writes both files for root alone, and says nothing secret', () => {
    server = scriptedServer({ microk8s })
    const { code, lines } = run(examplePlan, 'very-secret')
    expect(code).toBe(0)
    for (const name of ['binder.yaml', 'secret.yaml'])
      expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600)
    expect(valueAt(both().secret, ['registry', 'password'])).toBe('very-secret')
    expect(valueAt(both().secret, ['jupyterhub', 'proxy', 'secretToken'])).toMatch(/^[0-9a-f]{64}$/)
    expect(lines.join('\n')).not.toContain('very-secret')
    expect(server.calls().join('\n')).not.toContain('very-secret')
    expect(readdirSync(folder()).filter((name) => name.startsWith('.new'))).toEqual([])
  })

  it('carries any token into the file unchanged', () => {
    server = scriptedServer({ microk8s })
    const hard = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((token) => !/[\p{Cc}\p{Surrogate}]/u.test(token))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(
            `a'b"c$d\`e\\&f`,
            '$(id)',
            '«PROXY_TOKEN»',
            '«REGISTRY_TOKEN»',
            'ünï😀',
            '\u2028',
            ' x ',
          ),
          hard,
        ),
        (token) => {
          expect(run(examplePlan, token).code).toBe(0)
          expect(valueAt(both().secret, ['registry', 'password'])).toBe(token)
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  it('changes nothing the second time, the word between hub and proxy least of all', () => {
    server = scriptedServer({ microk8s })
    run(examplePlan)
    const before = [file('binder.yaml'), file('secret.yaml')]
    expect(run(examplePlan).lines).toContain('The files were right already.')
    expect([file('binder.yaml'), file('secret.yaml')]).toEqual(before)
  })

  it('stops without a token, and without Kubernetes, before anything is written', () => {
    server = scriptedServer({ microk8s })
    expect(run(examplePlan, '').lines.at(-1)).toContain('stopped: there is no token for the registry')
    server.remove()
    server = scriptedServer({ microk8s: 'exit 1' })
    expect(run(examplePlan).lines.at(-1)).toContain('stopped: the Kubernetes API does not answer')
    expect(readdirSync(folder())).toEqual([])
  })

  it('keeps the address that was read when its own file is written anew', () => {
    server = scriptedServer({ microk8s })
    run(read)
    writeFileSync(
      join(folder(), 'binder.yaml'),
      file('binder.yaml').replace('http://proxy-public/"', 'http://10.0.0.7/"'),
    )
    expect(run({ ...read, imagePrefix: 'other/binder-' }).code).toBe(0)
    expect(both().binder.config).toMatchObject({
      BinderHub: { hub_url: 'http://10.0.0.7/', image_prefix: 'other/binder-' },
    })
  })

  it('leaves the files alone when the chart does not accept the new ones', () => {
    server = scriptedServer({ microk8s })
    run(examplePlan)
    const before = file('binder.yaml')
    writeFileSync(join(server.folder, 'refuses'), '- (root): Additional property nonsense is not allowed\n')
    const { code, lines } = run({ ...examplePlan, imagePrefix: 'other/binder-' })
    expect(code).toBe(1)
    expect(lines.join('\n')).toContain('Additional property nonsense is not allowed')
    expect(file('binder.yaml')).toBe(before)
  })
})

describe('taking over values that were made by hand', () => {
  const byHand = {
    registry: { username: 'robolab', password: 'of-theirs' },
    config: {
      BinderHub: {
        image_prefix: 'robolab/binder-',
        hub_url: 'http://10.0.0.100',
        about_message: '<p>a "b"</p>\n: c\n',
      },
      GitHubRepoProvider: { access_token: 'ghp_1' },
    },
    jupyterhub: {
      singleuser: { extraEnv: { A: 'yes', B: '010' }, storage: { type: 'none' } },
      hub: { extraVolumes: [{ name: 'x' }] },
    },
  }

  it('keeps all of a release but what the plan demands, and names that', () => {
    server = scriptedServer({ microk8s })
    writeFileSync(join(server.folder, 'by-hand'), JSON.stringify(byHand))
    const { code, lines } = run(read, 'of-theirs')
    expect(code).toBe(0)
    expect(lines.filter((line) => line.startsWith('changes: '))).toEqual([
      'changes: imageBuilderType was nothing, becomes "dind"',
      'changes: dind.daemonset.extraArgs was nothing, becomes ["--mtu=1450"]',
    ])
    const { binder, secret } = both()
    expect(binder).toEqual({
      config: { BinderHub: byHand.config.BinderHub },
      jupyterhub: byHand.jupyterhub,
      imageBuilderType: 'dind',
      dind: { daemonset: { extraArgs: ['--mtu=1450'] } },
    })
    expect(secret).toEqual({
      registry: byHand.registry,
      config: { GitHubRepoProvider: { access_token: 'ghp_1' } },
    })
    expect(lines.join('\n')).not.toMatch(/of-theirs|ghp_1/)
  })

  it('puts another token everywhere where the one of before stood', () => {
    server = scriptedServer({ microk8s })
    const v2: Plan = {
      ...read,
      registry: { kind: 'v2', url: 'https://ghcr.io', user: 'robolab' },
      imagePrefix: 'ghcr.io/robolab/binder-',
    }
    const login = { registry: 'https://ghcr.io', username: 'robolab', password: 'of-before' }
    writeFileSync(
      join(server.folder, 'by-hand'),
      JSON.stringify({
        registry: { url: 'https://ghcr.io', username: 'robolab', password: 'of-before' },
        jupyterhub: { imagePullSecret: { create: true, ...login } },
      }),
    )
    expect(run(v2, 'of-now').code).toBe(0)
    const { secret } = both()
    expect(valueAt(secret, ['registry', 'password'])).toBe('of-now')
    expect(valueAt(secret, ['jupyterhub', 'imagePullSecret', 'password'])).toBe('of-now')
  })

  it('keeps the comments of a file whose values already fit', () => {
    server = scriptedServer({ microk8s })
    mkdirSync(folder(), { recursive: true })
    const mine = '# mine\nimageBuilderType: dind\nconfig: {BinderHub: {image_prefix: robolab/binder-}}\n'
    writeFileSync(join(folder(), 'binder.yaml'), mine)
    writeFileSync(join(folder(), 'secret.yaml'), 'registry: {username: robolab, password: t}\n')
    writeFileSync(
      join(server.folder, 'read'),
      '{"imageBuilderType":"dind","config":{"BinderHub":{"image_prefix":"robolab/binder-"}},"registry":{"username":"robolab","password":"t"}}',
    )
    expect(run(read, 't').code).toBe(0)
    expect(file('binder.yaml')).toBe(mine)
  })
})
