import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Plan, planSchema } from '../../shared/plan.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, clusterOf, faultOf } from '../../testing/step-trial.ts'
import { storageFolder } from './seen/storage-folder.ts'
import { storageClass } from './storage-class.ts'
import { provisioners, storageClassManifest } from './storage-class-manifest.ts'

const planFor = (kind: Plan['storage']['kind'], path = '/srv/k8s-storage'): Plan => ({
  ...examplePlan,
  storage: { kind, path },
})
const classOf = (plan: Plan): object => parse(storageClassManifest(plan), { version: '1.1' })

const other = (isDefault: boolean, key = 'storageclass.kubernetes.io/is-default-class') => ({
  kind: 'StorageClass',
  metadata: { name: 'microk8s-hostpath', annotations: { [key]: String(isDefault) } },
  provisioner: 'microk8s.io/hostpath',
})

/** As the folder of the plan is seen: where it really is, and 85 GB free. */
const folderOf = (is = 'folder', real = '/srv/k8s-storage'): string =>
  `${is}\nyes\nyes\n/dev/sda1 ext4 500000000000 415000000000 85000000000 83% /\n${real}`

const check = (plan: Plan, classes: object[], folder = folderOf()) =>
  storageClass.check(answers({ cluster: clusterOf(...classes), 'storage-folder': folder }), plan)

describe('the check of the folder for volumes', () => {
  const kinds = ['hostpath', 'openebs'] as const

  it.each(kinds)('is done with our class for %s as the only default', (kind) => {
    const plan = planFor(kind)
    expect(check(plan, [classOf(plan), other(false)])).toEqual({
      state: 'done',
      evidence: `local-storage-dir (${provisioners[kind]}) makes volumes in /srv/k8s-storage, and is the only default; 85 GB free.`,
    })
  })

  it('recognises the class of the tutorial, word for word', () => {
    const tutorial = parse(`kind: StorageClass
metadata:
  name: local-storage-dir
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
    openebs.io/cas-type: local
    cas.openebs.io/config: |
      - name: StorageType
        value: hostpath
      - name: BasePath
        value: /home/k8s_storage
provisioner: openebs.io/local
`)
    const folder = folderOf('folder', '/home/k8s_storage')
    expect(check(planFor('openebs', '/home/k8s_storage'), [tutorial], folder).state).toBe('done')
    expect(check(planFor('openebs', '/srv/k8s-storage'), [tutorial], folder).state).toBe('differs')
    expect(check(planFor('hostpath', '/home/k8s_storage'), [tutorial], folder).state).toBe('differs')
  })

  it.each([
    'storageclass.kubernetes.io/is-default-class',
    'storageclass.beta.kubernetes.io/is-default-class',
  ])('differs while another class is the default by %s', (key) => {
    const plan = planFor('hostpath')
    expect(check(plan, [classOf(plan), other(true, key)])).toMatchObject({ state: 'differs' })
  })

  it('says that volumes stay where they are when the folder is another', () => {
    const { evidence } = check(planFor('hostpath', '/data'), [classOf(planFor('hostpath'))])
    expect(evidence).toContain('Volumes that are there stay where they are')
  })

  it('is open without the class, and while the folder is missing', () => {
    const plan = planFor('hostpath')
    expect(check(plan, [other(true)])).toEqual({
      state: 'open',
      evidence: 'There is no class local-storage-dir. The default is microk8s-hostpath.',
    })
    expect(check(plan, [classOf(plan)], folderOf('missing')).state).toBe('open')
  })

  it('is broken where something else has the name of the folder', () => {
    expect(check(planFor('hostpath'), [], folderOf('file'))).toMatchObject({
      fault: 'not-a-folder',
    })
  })

  it('says where a link leads', () => {
    const plan = planFor('hostpath')
    expect(check(plan, [classOf(plan)], folderOf('folder', '/mnt/disk1')).evidence).toContain(
      'the folder really is /mnt/disk1',
    )
  })
})

/** Paths as people write them, and as nobody should: every one that the plan takes has to arrive unchanged. */
const folder = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        "'",
        '"',
        '$(touch hit)',
        '`touch hit`',
        '\\',
        '#',
        '&',
        '*',
        '~',
        '%',
        '{a}',
        '- ',
        '!',
        '@',
      ),
      fc.constantFrom(
        'é',
        '数据',
        '😀',
        'no',
        '0x1F',
        '1e3',
        '=',
        '|',
        '>',
        '?',
        '[',
        ']',
        ',',
        ';',
        '\u2028',
        '\u00a0',
      ),
      fc.string({ minLength: 1, maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `/srv/${parts.join('')}`)
  .filter((path) => planSchema.shape.storage.safeParse({ kind: 'hostpath', path }).success)

describe('a folder of the plan', () => {
  it('reads the same from the class, by the rules of YAML 1.1 and of 1.2', () => {
    fc.assert(
      fc.property(folder, (path) => {
        for (const version of ['1.1', '1.2'] as const) {
          const host = parse(storageClassManifest(planFor('hostpath', path)), { version })
          expect(host.parameters).toEqual({ pvDir: path })
          const { annotations } = parse(storageClassManifest(planFor('openebs', path)), { version }).metadata
          expect(parse(annotations['cas.openebs.io/config'], { version })).toEqual([
            { name: 'StorageType', value: 'hostpath' },
            { name: 'BasePath', value: path },
          ])
        }
      }),
    )
  })

  it.each([
    '/srv/a\nb',
    '/srv/a\0b',
    '/srv/a\rb',
    '/srv/../etc',
    '/srv/./a',
    'srv',
    '/',
    '//srv',
    '/srv/',
    '/srv/a:b',
    `/${'a'.repeat(201)}`,
    '/srv/\ud800',
  ])('is never %j', (path) => {
    expect(planSchema.shape.storage.safeParse({ kind: 'hostpath', path }).success).toBe(false)
  })
})

describe('the script of the folder for volumes', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  /** Keeps the class that is applied; the dry run refuses when there is a file `forbids`. */
  const cluster = (): ScriptedServer =>
    scriptedServer({
      install: `case "$*" in *-o\\ root*) mkdir -p -- "\${@: -1}" ;; *) exec /usr/bin/install "$@" ;; esac`,
      microk8s: `case "$*" in
  *'--dry-run=server'*) [ ! -e "$folder/forbids" ] || { echo 'The StorageClass "local-storage-dir" is invalid: parameters: Forbidden: updates to parameters are forbidden.'; exit 1; } ;;
  *'apply -f'*) cp "\${@: -1}" "$folder/class" ;;
  *'jsonpath='*) [ -e "$folder/marked" ] || { touch "$folder/marked"; printf 'local-storage-dir\\nmicrok8s-hostpath\\n'; } ;;
esac`,
    })
  const applied = () => parse(readFileSync(join(server.folder, 'class'), 'utf8'), { version: '1.1' })
  const config = '/var/lib/bindery/config'

  it('makes any folder that the plan takes, and the class for just that folder', () => {
    fc.assert(
      fc.property(folder, (name) => {
        server = cluster()
        const path = `${server.folder}${name}`
        const plan = planFor('hostpath', path)
        expect(server.run(storageClass.script(plan), [config]).code).toBe(0)
        expect(applied().parameters).toEqual({ pvDir: path })
        expect(existsSync(path)).toBe(true)
        expect(existsSync(join(server.folder, 'hit'))).toBe(false)
        const seen = spawnSync('bash', ['-c', storageFolder.ask(plan)], { encoding: 'utf8' })
        expect(storageFolder.parse({ text: seen.stdout, code: 0 }, plan)).toMatchObject({
          is: 'folder',
          real: path,
        })
        server.remove()
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('takes the mark off every other default', () => {
    server = cluster()
    server.run(storageClass.script(planFor('hostpath', join(server.folder, 'volumes'))), [config])
    expect(server.calls().filter((call) => call.includes('annotate'))).toEqual([
      'microk8s kubectl annotate storageclass microk8s-hostpath storageclass.kubernetes.io/is-default-class=false --overwrite',
    ])
  })

  it('makes a class anew only where its folder cannot be changed', () => {
    server = cluster()
    const script = storageClass.script(planFor('hostpath', join(server.folder, 'volumes')))
    server.run(script, [config])
    expect(server.calls().some((call) => call.includes('delete'))).toBe(false)
    writeFileSync(join(server.folder, 'forbids'), '')
    server.run(script, [config])
    const verbs = server
      .calls()
      .flatMap((call) => /kubectl (delete storageclass \S+|apply -f)/.exec(call)?.[1] ?? [])
    expect(verbs).toEqual(['apply -f', 'delete storageclass local-storage-dir', 'apply -f'])
  })

  it.each([
    ['a file', (path: string) => writeFileSync(path, '')],
    ['a link to nowhere', (path: string) => symlinkSync('/nowhere/at/all', path)],
  ])('stops before it changes anything where the folder is %s', (_, make) => {
    server = cluster()
    const path = join(server.folder, 'volumes')
    make(path)
    const plan = planFor('hostpath', path)
    const { code, lines } = server.run(storageClass.script(plan), [config])
    expect(code).toBe(1)
    expect(faultOf(storageClass, lines.at(-1) ?? '', plan)?.id).toBe('not-a-folder')
    expect(server.calls().filter((call) => call.startsWith('microk8s'))).toEqual([])
  })

  it('follows a link to a folder', () => {
    server = cluster()
    mkdirSync(join(server.folder, 'disk'))
    symlinkSync(join(server.folder, 'disk'), join(server.folder, 'volumes'))
    expect(
      server.run(storageClass.script(planFor('hostpath', join(server.folder, 'volumes'))), [config]).code,
    ).toBe(0)
  })
})
