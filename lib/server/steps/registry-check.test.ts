import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers } from '../../testing/step-trial.ts'
import { secretsFile } from '../runs/launch-run.ts'
import { registryCheck } from './registry-check.ts'
import { registryProofFile } from './seen/registry-proof.ts'
import type { PlanToken } from './step.ts'

const token = (mark: string | null): PlanToken => ({ mark, markOf: () => '' })

describe('the proof that the registry was asked', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  /** Runs the step against a registry that grants everything, and gives what it left on the server. */
  function proof(registryTokenMark: string | null): string {
    const granted = Buffer.from('{"access":[{"actions":["pull","push"]}]}').toString('base64')
    server = scriptedServer({ microk8s: 'exit 1', curl: `printf '{"token": "h.${granted}.s"}\\n200 0.1'` })
    const secrets = secretsFile(
      registryCheck.secrets?.(plan, { registryToken: 'dckr_pat_1', registryTokenMark }) ?? {},
    )
    const { code, lines } = server.run(`${secrets}${registryCheck.script(plan)}`, ['/var/lib/bindery'])
    expect(code, lines.join('\n')).toBe(0)
    return readFileSync(join(server.folder, registryProofFile), 'utf8')
  }

  it('is for the token it was asked with, and for no other', () => {
    const text = proof('abc')
    expect(text).not.toContain('dckr_pat_1')
    const check = (mark: string | null) =>
      registryCheck.check(answers({ 'registry-proof': text }), plan, token(mark))
    expect(check('abc').state).toBe('done')
    expect(check('def')).toMatchObject({ state: 'open', evidence: expect.stringContaining('another token') })
    expect(check(null).state).toBe('done')
  })

  it('of an earlier Bindery holds until another token is saved', () => {
    const { tokenMark: _, ...old } = JSON.parse(proof(null)) as Record<string, unknown>
    const check = (mark: string | null) =>
      registryCheck.check(answers({ 'registry-proof': JSON.stringify(old) }), plan, token(mark))
    expect(check(null).state).toBe('done')
    expect(check('abc').state).toBe('open')
  })
})
