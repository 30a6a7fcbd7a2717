import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type ScriptedServer, scriptedServer } from '../../../testing/scripted-server.ts'
import { sh } from '../../shell/sh.ts'

let server: ScriptedServer
afterEach(() => server.remove())

/** Answers with the n-th text at the n-th call, and with the last one from then on. */
const inTurn = (name: string, ...texts: string[]): string =>
  `n=$(cat "$folder/${name}.n" 2>/dev/null || echo 1); echo $((n + 1)) >"$folder/${name}.n"
case $n in ${texts.map((text, index) => `${index === texts.length - 1 ? '*' : index + 1}) cat <<'END'\n${text}\nEND\n;;`).join(' ')} esac`

const pod = (name: string, state: object, ready: boolean, restartCount = 0): object => ({
  kind: 'Pod',
  metadata: { ownerReferences: [{ kind: 'ReplicaSet' }], name, uid: `uid-${name}` },
  spec: { containers: [{}] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ ready, restartCount, state }],
  },
})
const list = (...items: object[]): string => JSON.stringify({ items })

describe('show', () => {
  it('shows a command so that it can be typed again, and runs it', () => {
    server = scriptedServer({ microk8s: '' })
    const { lines } = server.run(sh`show printf '%s\n' ${"it's $HOME"} ${''}`)
    expect(lines[0]).toBe(`# printf '%s\\n' 'it'\\''s $HOME' ''`)
    expect(lines[1]).toBe("it's $HOME")
  })
})

describe('wait_for_locks', () => {
  it('says who holds the lock, and goes on when it is free', async () => {
    server = scriptedServer({ microk8s: '' })
    const file = join(server.folder, 'lock')
    writeFileSync(file, '')
    const holder = spawn('python3', [
      '-c',
      'import fcntl,sys,time; f=open(sys.argv[1],"w"); fcntl.lockf(f,fcntl.LOCK_EX); print("held",flush=True); time.sleep(2)',
      file,
    ])
    await once(holder.stdout, 'data')
    const { code, lines } = server.run(sh`wait_for_locks 20 ${file} && checked free`)
    expect(code).toBe(0)
    expect(lines[0]).toMatch(
      new RegExp(
        `^waits: the package lock, held by \\S*python3 .*\\(process ${holder.pid}\\), \\d s of at most 20 s$`,
      ),
    )
    expect(lines.slice(-2)).toEqual(['The package lock is free.', 'checked: free'])
  })

  it('fails when the time is up', async () => {
    server = scriptedServer({ microk8s: '' })
    const file = join(server.folder, 'lock')
    writeFileSync(file, '')
    const holder = spawn('flock', [file, '-c', 'echo held; exec cat'])
    await once(holder.stdout, 'data')
    expect(server.run(sh`wait_for_locks 1 ${file} || give_up 'held too long'`).code).toBe(1)
    holder.stdin.end()
  })

  it('says nothing where nobody holds it', () => {
    server = scriptedServer({ microk8s: '' })
    expect(server.run(sh`wait_for_locks 5 ${join(server.folder, 'none')}`).lines).toEqual([])
  })
})

describe('enable_addon and disable_addon', () => {
  it('show what they run and give it nothing to read', () => {
    server = scriptedServer({ microk8s: 'cat' })
    const { lines } = server.run("{ enable_addon dns; disable_addon dns; } <<<'y'")
    expect(lines).toEqual(['enable', 'disable'].map((word) => `# ${server.folder}/bin/microk8s ${word} dns`))
    expect(server.calls()).toEqual(['microk8s enable dns', 'microk8s disable dns'])
  })
})

describe('wait_for_snap', () => {
  const changes = (...rows: string[]): string => ['ID  Status  Spawn  Ready  Summary', ...rows].join('\n')
  const withChanges = (...answers: string[]): ScriptedServer =>
    scriptedServer({
      microk8s: '',
      snap: `case $1 in
changes) ${inTurn('changes', ...answers)} ;;
tasks) printf 'Status  Spawn  Ready  Summary\\nDone  today  today  Prepare\\nDoing  today  -  Download snap "microk8s" (41.2%%)\\n' ;;
esac`,
    })

  it('waits for a change about microk8s, telling its id and what it does', () => {
    server = withChanges(
      changes('7  Doing  today at 09:12 UTC  -  Auto-refresh snap "microk8s"'),
      changes('7  Done  today at 09:12 UTC  today at 09:13 UTC  Auto-refresh snap "microk8s"'),
    )
    const { code, lines } = server.run('wait_for_snap 20')
    expect(code).toBe(0)
    expect(lines).toEqual([
      expect.stringMatching(
        /^waits: snap change 7, Auto-refresh snap "microk8s": Download snap "microk8s" \(41\.2%\), \d s of at most 20 s$/,
      ),
      'snapd has finished.',
    ])
  })

  it.each([
    'Auto-refresh snaps "core20", "microk8s"',
    'Auto-refresh 4 snaps',
    'Install "microk8s" snap from "1.32/stable" channel',
  ])('waits for: %s', (summary) => {
    server = withChanges(changes(`7  Doing  today  -  ${summary}`))
    expect(server.run('wait_for_snap 1').code).toBe(1)
  })

  it.each(['Pre-download "microk8s" for auto-refresh', 'Install "hello" snap'])(
    'does not wait for: %s',
    (summary) => {
      server = withChanges(changes(`7  Doing  today  -  ${summary}`))
      expect(server.run('wait_for_snap 1')).toEqual({ code: 0, lines: [] })
    },
  )
})

describe('with_news', () => {
  it('tells what changes meanwhile and gives the exit code of the command', () => {
    server = scriptedServer({ microk8s: '', slow: 'sleep 1.5; echo failed; exit 7' })
    const { code, lines } = server.run(`news() { echo "part of $(( SECONDS / 100 ))"; }
with_news news slow --loud || exit $?`)
    expect(code).toBe(7)
    expect(lines).toEqual([
      '# slow --loud',
      expect.stringMatching(/^waits: part of 0, \d s so far$/),
      'failed',
    ])
  })
})

describe('wait_for_pods', () => {
  const withPods = (pods: string[], events: string[] = [list()]): ScriptedServer =>
    scriptedServer({
      microk8s: `case "$*" in *'get pods'*) ${inTurn('pods', ...pods)} ;; *'get events'*) ${inTurn('events', ...events)} ;; esac`,
    })
  const pulling = list({
    involvedObject: { kind: 'Pod', uid: 'uid-a' },
    reason: 'Pulling',
    message: 'Pulling image "quay.io/x/y:1"',
    lastTimestamp: '2026-01-01T00:00:00Z',
    metadata: { resourceVersion: '5' },
  })
  const creating = { waiting: { reason: 'ContainerCreating' } }

  it('prints each change of a pod once and ends when all are ready', () => {
    server = withPods(
      [
        list(pod('a', creating, false)),
        list(pod('a', creating, false)),
        list(pod('a', { running: {} }, true)),
      ],
      [pulling],
    )
    expect(server.run('wait_for_pods 20 binder')).toEqual({
      code: 0,
      lines: ['pod/a ContainerCreating 0/1 pulling quay.io/x/y:1', 'pod/a Running 1/1'],
    })
  })

  it('fails when the time is up, and for pods that are not there', () => {
    server = withPods([list()])
    expect(server.run('wait_for_pods 1 binder').code).toBe(1)
  })

  it('does not take an API that does not answer for pods that are ready', () => {
    server = scriptedServer({ microk8s: 'echo "connection refused" >&2; exit 1' })
    expect(server.run('wait_for_pods 1 binder').code).toBe(1)
  })

  it('waits for a workload that still brings newer pods', () => {
    const workload = (updated: number): object => ({
      kind: 'Deployment',
      metadata: { name: 'd', generation: 2 },
      spec: { replicas: 1 },
      status: { observedGeneration: 2, updatedReplicas: updated, availableReplicas: 1 },
    })
    const good = pod('a', { running: {} }, true)
    server = withPods([list(good, workload(0))])
    expect(server.run('wait_for_pods 1 binder').code).toBe(1)
    server.remove()
    server = withPods([list(good, workload(1))])
    expect(server.run('wait_for_pods 1 binder').code).toBe(0)
  })

  it('does not wait for a pod that somebody made by hand', () => {
    const own = pod('own', { waiting: { reason: 'ImagePullBackOff' } }, false) as { metadata: object }
    const bare = { ...own, metadata: { ...own.metadata, ownerReferences: undefined } }
    server = withPods([list(bare, pod('a', { running: {} }, true))])
    expect(server.run('wait_for_pods 5 binder')).toEqual({ code: 0, lines: ['pod/a Running 1/1'] })
  })

  it('does not wait for jobs that are through', () => {
    const through = { ...pod('job', {}, false), status: { phase: 'Succeeded' } }
    server = withPods([list(through, pod('a', { running: {} }, true))])
    expect(server.run('wait_for_pods 5 binder').code).toBe(0)
  })

  it('tells after ten seconds what is pulled and how much of it is there, and ends when it is hopeless', () => {
    server = withPods([list(pod('a', creating, false))], [pulling])
    const { code, lines } =
      server.run(`_content() { printf 'REF\\tSIZE\\tAGE\\nlayer-sha256:1\\t30.5MB\\t2s\\nlayer-sha256:2\\t7500kB\\t2s\\nmanifest-1\\t1kB\\t2s\\n'; }
wait_for_pods 60 binder '' true`)
    expect(code).toBe(1)
    expect(lines.at(-1)).toMatch(
      /^waits: 0 of 1 pods ready in namespace binder, pulling quay\.io\/x\/y:1 \(2 layers on the way, 38 MB of them here\), 1\d s of at most 60 s$/,
    )
  }, 30_000)
})
