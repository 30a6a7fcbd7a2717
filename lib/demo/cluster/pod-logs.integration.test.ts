import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ClusterTables, createClusterTables } from '../../server/kube/cluster-tables.ts'
import type { Link } from '../../server/ssh/link.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { type PracticeServer, startPracticeServer } from '../practice-server.ts'

let server: PracticeServer
let link: Link
let tables: ClusterTables

beforeAll(async () => {
  server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 200 })
  link = await practiceLink(server)
  tables = createClusterTables(() => link)
  await root('snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready')
})

afterAll(async () => {
  tables.close()
  await link.close()
  await server.stop()
})

const root = async (script: string) =>
  (await link.exec({ script, as: 'root', deadlineMs: 30_000 })).stdout.toString()

/** A pod with one container of its own words. */
async function makePod(name: string, command: string[], restartPolicy = 'Always'): Promise<void> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { restartPolicy, containers: [{ name: 'main', image: 'busybox', command }] },
  }
  await root(`/snap/bin/microk8s kubectl apply -f - <<'END'\n${JSON.stringify(pod)}\nEND\n`)
}

const log = async (pod: string, query = ''): Promise<string> => {
  const path = `/api/v1/namespaces/default/pods/${pod}/log?container=main${query}`
  const signal = AbortSignal.timeout(10_000)
  return await text(await tables.cluster('srv').get(path, { signal }))
}

it('prints what a script says, line by line, and ends with it', async () => {
  await makePod('talker', ['sh', '-c', 'for i in 1 2 3; do echo line $i; sleep 1; done'], 'Never')
  await vi.waitFor(
    async () => expect(await log('talker', '&follow=true')).toBe('line 1\nline 2\nline 3\n'),
    10_000,
  )
  expect(await root('/snap/bin/microk8s kubectl get pod talker --no-headers')).toContain('Completed')
  expect(await root('/snap/bin/microk8s kubectl logs talker --tail=1')).toBe('line 3\n')
  const dated = (await log('talker', '&timestamps=true')).trimEnd().split('\n')
  expect(dated).toHaveLength(3)
  for (const line of dated) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line \d$/)
  expect(await log('talker', '&sinceTime=2099-01-01T00:00:00Z')).toBe('')
})

it('keeps what the run before said', async () => {
  await makePod('crasher', ['sh', '-c', 'echo born; sleep 30; echo dying; exit 3'])
  await vi.waitFor(async () => expect(await log('crasher', '&previous=true')).toBe('born\ndying\n'), 10_000)
  await expect(log('coredns')).rejects.toMatchObject({ said: 'pods "coredns" not found' })
})

it('floods at the pace of its reader', async () => {
  await makePod('flooder', ['yes', 'the same line without end'])
  await vi.waitFor(
    async () => expect(await log('flooder', '&tailLines=3')).toMatch(/^(\d{10} the.*\n){3}$/),
    10_000,
  )
  const path =
    '/api/v1/namespaces/default/pods/flooder/log?container=main&follow=true&timestamps=true&tailLines=10'
  const end = new AbortController()
  const body = await tables.cluster('srv').get(path, { signal: end.signal })
  let bytes = 0
  let last = 0
  for await (const chunk of body) {
    const numbers = [...chunk.toString().matchAll(/Z (\d{10}) the/g)].map(([, number]) => Number(number))
    for (const number of numbers) {
      if (last > 0) expect(number - last).toBeLessThanOrEqual(2)
      last = number
    }
    bytes += chunk.length
    if (bytes > 5_000_000) break
  }
  end.abort()
  expect(bytes).toBeGreaterThan(5_000_000)
})
