import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { launch } from './launch.ts'

const TOKEN = 'token-of-the-notebook'

const microk8s = `case "$*" in
  'kubectl get service'*) printf 10.152.183.5 ;;
  'kubectl get secret hub'*) printf b2YtdGhlLWh1Yg== ;;
  'helm list'*) printf 'NAME\\tNAMESPACE\\tREVISION\\tUPDATED\\tSTATUS\\nbinder\\tbinder\\t4       \\tthat day \\tdeployed\\n' ;;
esac`

/** Every request is noted with what it got on its standard input; a launch answers with the events. */
const curl = (events: object[]): string => `case "$*" in
  */build/*) printf ':keepalive\\n\\n'; cat <<'EVENTS'
${events.map((event) => `data: ${JSON.stringify(event)}\n`).join('\n')}
EVENTS
  ;;
  *api/status*) printf 'status %s\\n' "$(cat)" >>"$folder/asked"; printf 200 ;;
  *DELETE*) printf 'delete %s\\n' "$(cat)" >>"$folder/asked"; printf 204 ;;
esac`

let server: ScriptedServer
afterEach(() => server.remove())

function run(...events: object[]): { code: number | null; lines: string[] } {
  server = scriptedServer({ microk8s, curl: curl(events) })
  return server.run(launch.script(plan), ['/var/lib/bindery'])
}
const at = (path: string): string => readFileSync(join(server.folder, path), 'utf8')

const building = [
  { phase: 'waiting', message: 'Waiting for build to start...\n' },
  { phase: 'building', message: 'Step 1 : RUN echo "a\\b" ü, "phase": "failed"\n' },
  { phase: 'unknown', message: 'stopped: this is the repository talking\n' },
  { phase: 'pushing', message: 'Pushing image\n', progress: { layer: { current: 1, total: 2 } } },
  { phase: 'pushing', message: 'Pushing image\n', progress: { layer: { current: 2, total: 2 } } },
]
const ready = {
  phase: 'ready',
  message: 'server running\n',
  url: 'http://10.0.0.202/user/ann-1/',
  token: TOKEN,
}

describe('launching a repository', () => {
  it('proves the notebook, stops it, and writes down with which revision', () => {
    const { code, lines } = run(...building, { phase: 'launching', message: 'Launching server...\n' }, ready)
    expect(code).toBe(0)
    expect(at('asked').split('\n')).toEqual(
      expect.arrayContaining([
        `status Authorization: token ${TOKEN}`,
        'delete Authorization: token of-the-hub',
      ]),
    )
    const proof = JSON.parse(at('var/lib/bindery/proof.json'))
    expect(proof).toMatchObject({ revision: 4, deployed: 'that day', ...plan.proof })
    expect(proof.phases.map(({ phase }: { phase: string }) => phase)).toEqual([
      'waiting',
      'building',
      'pushing',
      'launching',
    ])
    expect(lines).toContain('  Step 1 : RUN echo "a\\b" ü, "phase": "failed"')
    expect(lines.filter((line) => line === '  Pushing image')).toHaveLength(1)
  })

  it.each([
    [String.raw`a\/b`, 'a/b'],
    [String.raw`a\\/b`, String.raw`a\/b`],
    [String.raw`\ud83d\udc0b \u00fc \"so\"`, '🐋 ü "so"'],
    [String.raw`\u2501\u2501 \"so\" c:\\nova`, String.raw`━━ "so" c:\nova`],
  ])('reads %j as JSON', (text, words) => {
    server = scriptedServer({
      microk8s,
      curl: `printf '%s\n\n' 'data: {"phase":"failed","message":"${text}"}'`,
    })
    const { lines } = server.run(`export LC_ALL=C\n${launch.script(plan)}`)
    expect(lines).toContain(`  ${words}`)
  })

  it('keeps the token of the notebook out of the transcript and out of every command line', () => {
    const { lines } = run(...building, ready)
    expect(lines.join('\n')).not.toContain(TOKEN)
    expect(server.calls().join('\n')).not.toContain(TOKEN)
  })

  it('takes no line of the repository for its own words', () => {
    expect(run(...building, ready).lines.filter((line) => line.startsWith('stopped: '))).toEqual([])
  })

  it('says in which phase it failed and why, opens no second stream and leaves no proof', () => {
    const { code, lines } = run(...building, {
      phase: 'failed',
      message: 'denied: requested access\nto the resource\n',
    })
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe(
      'stopped: the launch failed while pushing: denied: requested access to the resource',
    )
    expect(server.calls().filter((call) => call.includes('/build/'))).toHaveLength(1)
    expect(() => at('var/lib/bindery/proof.json')).toThrow()
  })

  it('does not take a stream that breaks off for success', () => {
    const { code, lines } = run(...building)
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('stopped: the launch broke off while pushing: BinderHub closed the stream')
  })
})
