import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Cluster } from '../../server/kube/cluster.ts'
import { microk8sApi } from '../../server/kube/microk8s-api.ts'
import type { Link } from '../../server/ssh/link.ts'
import { openDebugShell } from '../../server/terminals/pod/open-debug-shell.ts'
import { openPodShell } from '../../server/terminals/pod/open-pod-shell.ts'
import type { Shell, ShellEnd } from '../../server/terminals/shell.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { type PracticeServer, startPracticeServer } from '../practice-server.ts'

// The engine's own shells in pods, against the practice cluster's API over its SSH link and TLS.

let server: PracticeServer
let link: Link
let cluster: Cluster
const size = { cols: 90, rows: 30 }
const signal = AbortSignal.timeout(100_000)
const soon = { timeout: 10_000, interval: 10 }

const kubectl = async (words: string) => {
  const script = `/snap/bin/microk8s kubectl ${words}`
  return (await link.exec({ script, as: 'root', deadlineMs: 30_000 })).stdout.toString().trim()
}

/** A pod of this image, once it runs. */
async function podOf(pod: string, image: string) {
  await kubectl(`create -f - <<'END'
apiVersion: v1
kind: Pod
metadata: {name: ${pod}, namespace: default}
spec: {containers: [{name: main, image: "${image}"}]}
END`)
  await vi.waitFor(async () => expect(await kubectl(`get pod ${pod} -n default`)).toContain('1/1'), 20_000)
  return {
    namespace: 'default',
    pod,
    uid: await kubectl(`get pod ${pod} -n default -o jsonpath={.metadata.uid}`),
  }
}

function follow(shell: Shell) {
  const seen = { text: '', end: null as ShellEnd | null }
  shell.start({
    printed(bytes) {
      seen.text += bytes
    },
    resumed() {},
    away() {},
    ended(end) {
      seen.end = end
    },
  })
  return {
    seen,
    type: (text: string) => shell.type(Buffer.from(text)),
    sees: (text: string) => vi.waitUntil(() => seen.text.includes(text), soon),
  }
}

beforeAll(async () => {
  server = await startPracticeServer({ keep: { load: () => null, save() {} }, speed: 200 })
  link = await practiceLink(server)
  await link.exec({
    script: 'snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready',
    as: 'root',
    deadlineMs: 60_000,
  })
  cluster = new Cluster(microk8sApi(link), (host, port) => link.forward(host, port))
})
afterAll(async () => {
  cluster?.close()
  await link?.close()
  await server?.stop()
})

it('opens bash, of the size of the screen, and tells its exit code', async () => {
  const { shell, container } = await openPodShell(cluster, await podOf('full', 'quay.io/x/notebook:1'), {
    container: null,
    size,
    signal,
  })
  expect([shell.name, container]).toEqual(['bash', 'main'])
  const { seen, type, sees } = follow(shell)
  await type('stty size; hostname\r')
  await sees('30 90')
  await sees('full\r\n')
  shell.resize({ cols: 61, rows: 17 })
  await type('stty size\r')
  await sees('17 61')
  await type('exit 4\r')
  await vi.waitUntil(() => seen.end, soon)
  expect(seen.end).toEqual({ how: 'exited', code: 4 })
})

it('falls back to sh', async () => {
  const { shell } = await openPodShell(cluster, await podOf('small', 'docker:27-dind'), {
    container: 'main',
    size,
    signal,
  })
  expect(shell.name).toBe('sh')
  const { seen } = follow(shell)
  await shell.type(Buffer.from('sleep 100000\r'))
  shell.close()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(seen.end).toBeNull()
})

it('says in two seconds what keeps it from opening a shell', async () => {
  const bare = await podOf('bare', 'coredns/coredns:1.12.0')
  const wish = { container: null, size, signal }
  const refusals: [object, Promise<unknown>][] = [
    [{ code: 'no_shell' }, openPodShell(cluster, bare, wish)],
    [{ code: 'not_found', field: 'container' }, openPodShell(cluster, bare, { ...wish, container: 'nope' })],
    [{ code: 'not_found' }, openPodShell(cluster, { ...bare, pod: 'gone' }, wish)],
    [{ code: 'not_found' }, openPodShell(cluster, { ...bare, uid: 'of another' }, wish)],
  ]
  const began = performance.now()
  await Promise.all(refusals.map(([what, refusal]) => expect(refusal).rejects.toMatchObject(what)))
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('adds a debug container to a pod without a shell, beside those that it has', async () => {
  const pod = await podOf('debugged', 'coredns/coredns:1.12.0')
  const wish = { container: 'main', image: 'busybox:1.36', size, signal }
  for (const count of [1, 2]) {
    const { shell, container } = await openDebugShell(cluster, pod, wish)
    expect(container).toMatch(/^bindery-debug-/)
    const { seen, type, sees } = follow(shell)
    await sees('# ')
    await type('echo "he"re; exit\r')
    await sees('here')
    await vi.waitUntil(() => seen.end, soon)
    const names = await kubectl('get pod debugged -n default -o jsonpath={.spec.ephemeralContainers[*].name}')
    expect(names.split(' ')).toHaveLength(count)
  }
  await expect(openDebugShell(cluster, pod, { ...wish, image: 'missing:1' })).rejects.toMatchObject({
    code: 'conflict',
    field: 'image',
  })
})

it('ends, and says so, when the connection does', async () => {
  const { shell } = await openPodShell(cluster, await podOf('cut', 'quay.io/x/notebook:1'), {
    container: null,
    size,
    signal,
  })
  const { seen, sees } = follow(shell)
  await sees('# ')
  server.reset({ trouble: false })
  await vi.waitUntil(() => seen.end, soon)
  expect(seen.end).toMatchObject({ how: 'lost', problem: { code: 'link_lost' } })
})
