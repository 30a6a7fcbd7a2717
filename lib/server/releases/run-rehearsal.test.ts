import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { readSchemas, runRehearsal } from './run-rehearsal.ts'

const VERSION = examplePlan.chartVersion
/** $folder/chart is what `helm pull` brings; $folder/refuses what the upgrade says; $folder/old: a Helm without kinds of dry runs. */
const microk8s = `case "$*" in
  'helm pull'*) [ -e "$folder/chart" ] || { echo 'Error: chart not found' >&2; exit 1; }; cp "$folder/chart" "\${!#}/binderhub-${VERSION}.tgz" ;;
  'helm upgrade'*'--dry-run=server'*) [ ! -e "$folder/old" ] || { echo 'Error: invalid argument "server" for "--dry-run" flag' >&2; exit 1; }
    [ ! -e "$folder/refuses" ] || { cat "$folder/refuses" >&2; exit 1; }
    printf 'NAME: binder\\nMANIFEST:\\n---\\nkind: A\\n\\nNOTES:\\nsome\\n' ;;
  'helm upgrade'*'--dry-run '*) printf 'MANIFEST:\\n---\\nkind: Old\\n' ;;
esac`

let server: ScriptedServer
afterEach(() => server.remove())

function given(): void {
  server = scriptedServer({ microk8s })
  mkdirSync(join(server.folder, 'binderhub/charts/jupyterhub'), { recursive: true })
  writeFileSync(join(server.folder, 'binderhub/values.schema.json'), '{"a":1}')
  writeFileSync(join(server.folder, 'binderhub/charts/jupyterhub/values.schema.json'), '{"b":2}')
  spawnSync('tar', ['-czf', 'chart', 'binderhub'], { cwd: server.folder })
}
const set = (file: string, text = ''): void => writeFileSync(join(server.folder, file), text)

const shell = (): RemoteShell => ({
  async exec({ script, input }) {
    const text = script
      .replaceAll('/snap/bin/microk8s', join(server.folder, 'bin/microk8s'))
      .replaceAll('/var/lib/bindery', server.folder)
    const { status, stdout, stderr } = spawnSync('bash', ['-c', text], { input: input ?? '' })
    return { code: status ?? 1, stdout, stderr }
  },
  stream: () => Promise.reject(new Error('not asked for')),
})
const rehearse = (text: string | null = 'replicas: 1\n', schema = true) =>
  runRehearsal(shell(), { plan: examplePlan, text, schema, signal: new AbortController().signal })

describe('the rehearsal on the server', () => {
  it('brings the schemas and the objects, and changes nothing', async () => {
    given()
    expect(await rehearse()).toMatchObject({
      is: 'rehearsed',
      schema: '{"a":1}',
      hubSchema: '{"b":2}',
      manifest: '---\nkind: A\n',
      refusal: '',
    })
    expect(server.calls().filter((call) => !/helm pull|--dry-run/.test(call))).toEqual([])
  })

  it('brings the schemas alone, without a dry run', async () => {
    given()
    const { signal } = new AbortController()
    expect(await readSchemas(shell(), examplePlan, signal)).toEqual({
      schema: '{"a":1}',
      hubSchema: '{"b":2}',
    })
    expect(server.calls().filter((call) => /upgrade/.test(call))).toEqual([])
    set('chart', 'half a package')
    expect(await readSchemas(shell(), examplePlan, signal)).toBeNull()
  })

  it('gives what Helm refuses in its own words', async () => {
    given()
    set('refuses', "WARNING: noise\nError: values don't meet the specifications\n")
    expect(await rehearse()).toMatchObject({
      manifest: null,
      refusal: "Error: values don't meet the specifications",
    })
  })

  it('asks an older Helm in its way, and for no schema that is known', async () => {
    given()
    set('old')
    expect(await rehearse('a: 1\n', false)).toMatchObject({ schema: null, manifest: '---\nkind: Old\n' })
  })

  it('tells a chart that is not to be had, after the list was renewed', async () => {
    server = scriptedServer({ microk8s })
    expect(await rehearse()).toEqual({ is: 'no-chart', damaged: false, said: 'Error: chart not found' })
    expect(server.calls()).toContain('microk8s helm repo update jupyterhub')
  })

  it('tells a package that is damaged', async () => {
    given()
    set('chart', 'half a package')
    expect(await rehearse()).toMatchObject({ is: 'no-chart', damaged: true })
  })

  it('gives Helm the file literally, whatever stands in it', async () => {
    given()
    const text = "a: '$(id) `id` $HOME \\ «ü» EOF'\n"
    writeFileSync(
      join(server.folder, 'bin/microk8s'),
      `${readFileSync(join(server.folder, 'bin/microk8s'), 'utf8')}\ncase "$*" in *dry-run*) cat "\${!#}" >"$folder/got" ;; esac\n`,
    )
    await rehearse(text)
    expect(readFileSync(join(server.folder, 'got'), 'utf8')).toBe(text)
  })
})
