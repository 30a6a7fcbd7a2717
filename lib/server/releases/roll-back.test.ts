import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { secretsFile } from '../runs/launch-run.ts'
import { rollBackRun, takeOffRun } from './roll-back.ts'
import type { KeptRelease } from './unpack-release.ts'

/** $folder/history: lines of helm history; $folder/unwell: BinderHub does not get well until it was brought back to 2. */
const microk8s = `row() { printf '%s\\tnow\\t%s\\tchart\\t\\t\\n' "$1" "$2"; }
case "$*" in
  'helm list'*) printf 'NAME\\tNAMESPACE\\tREVISION\\tUPDATED\\tSTATUS\\nbinder\\tbinder\\t9\\tnow\\t%s\\n' "$(tail -n 1 "$folder/history" | cut -f 3)" ;;
  'helm history'*) printf 'REVISION\\tUPDATED\\tSTATUS\\tCHART\\tAPP\\tDESCRIPTION\\n'; cat "$folder/history" ;;
  'helm rollback binder 2'*) rm -f "$folder/unwell"; row 4 deployed >>"$folder/history" ;;
  'helm rollback'*) row 3 deployed >>"$folder/history" ;;
  *'get pods,deployments'*) [ ! -e "$folder/unwell" ] || exit 1; printf '{"items":[{"kind":"Pod","metadata":{"name":"hub","ownerReferences":[{"kind":"ReplicaSet"}]},"spec":{"containers":[{}]},"status":{"conditions":[{"type":"Ready","status":"True"}]}}]}' ;;
  *'get events'*) printf '{"items":[]}' ;;
  *clusterIP*) printf 10.0.0.9 ;;
esac`
const curl = `printf '{"checks":[]}\\n200'`

let server: ScriptedServer
afterEach(() => server.remove())

const config = (): string => join(server.folder, 'var/lib/bindery/config')
function given(history: readonly [number, string][]): void {
  server = scriptedServer({ microk8s, curl, pgrep: 'exit 1' })
  mkdirSync(config(), { recursive: true })
  writeFileSync(join(config(), 'binder.yaml'), 'now: 1\n')
  writeFileSync(
    join(server.folder, 'history'),
    history.map(([revision, status]) => `${revision}\tnow\t${status}\tchart\t\t\n`).join(''),
  )
}

function run({ script, secrets }: { script: string; secrets: Record<string, string> }) {
  const body = script.slice(script.indexOf('NAMESPACE='))
  return server.run(`${secretsFile(secrets)}${body.replaceAll('1200', '3')}`, ['/var/lib/bindery'])
}
const target = { revision: 1, chart: examplePlan.chartVersion } as KeptRelease
const back = (fields: Partial<Parameters<typeof rollBackRun>[1]> = {}) =>
  rollBackRun(examplePlan, {
    target,
    way: { how: 'rollback', secrets: [], text: 'then: 1\n' },
    prove: false,
    goBack: true,
    ...fields,
  })
const changes = (): string[] =>
  server.calls().filter((call) => /helm (rollback|upgrade|uninstall)/.test(call))

describe('going back to a revision', () => {
  it('brings it back with its binder.yaml, and asks for health', () => {
    given([
      [1, 'superseded'],
      [2, 'deployed'],
    ])
    const { code, lines } = run(back())
    expect(lines.at(-1)).toBe('checked: BinderHub is as it was in revision 1')
    expect(code).toBe(0)
    expect(changes()).toEqual(['microk8s helm rollback binder 1 --cleanup-on-fail --namespace binder'])
    expect(readFileSync(join(config(), 'binder.yaml'), 'utf8')).toBe('then: 1\n')
  })

  it('returns to what ran, with its file, where it does not get well', () => {
    given([
      [1, 'superseded'],
      [2, 'deployed'],
    ])
    writeFileSync(join(server.folder, 'unwell'), '')
    const { code, lines } = run(back())
    expect(code).toBe(1)
    expect(lines.at(-1)).toMatch(/^stopped: .*BinderHub is as it was before, in revision 2/)
    expect(changes().at(-1)).toBe('microk8s helm rollback binder 2 --namespace binder')
    expect(readFileSync(join(config(), 'binder.yaml'), 'utf8')).toBe('now: 1\n')
  })

  it('gets a release out of an upgrade that was cut off', () => {
    given([
      [1, 'deployed'],
      [2, 'pending-upgrade'],
    ])
    expect(run(back({ goBack: false })).code).toBe(0)
  })

  it.each([
    ['is not kept any more', [[2, 'deployed']], 'does not keep revision 1'],
    ['runs already', [[1, 'deployed']], 'revision 1 runs already'],
  ] as const)('changes nothing where it %s', (_, history, said) => {
    given(history.map(([revision, status]) => [revision, status]))
    const { code, lines } = run(back())
    expect(code).toBe(1)
    expect(lines.at(-1)).toContain(said)
    expect(changes()).toEqual([])
    expect(existsSync(join(config(), 'binder.yaml.before'))).toBe(false)
  })
})

describe('taking off an install that never got through', () => {
  it('does it where nothing was ever deployed, and else refuses', () => {
    given([[1, 'pending-install']])
    expect(run(takeOffRun(examplePlan)).code).toBe(0)
    expect(changes()).toEqual(['microk8s helm uninstall binder --namespace binder --wait --timeout 5m'])
    server.remove()

    given([
      [1, 'superseded'],
      [2, 'failed'],
    ])
    expect(run(takeOffRun(examplePlan)).code).toBe(1)
    expect(changes()).toEqual([])
  })
})
