import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PodRow } from '../../shared/pod-row.ts'
import { realServer } from '../../testing/real-server.ts'
import { Link } from '../ssh/link.ts'
import { type ClusterTables, createClusterTables } from './cluster-tables.ts'
import type { TableView } from './watched-cluster.ts'

const server = realServer()
const NAMESPACE = 'bindery-test'

/** kubectl's own columns of every pod: NAMESPACE NAME READY STATUS RESTARTS, one a line. */
const COLUMNS = `/snap/bin/microk8s kubectl get pods -A --no-headers | awk '{ print $1, $2, $3, $4, $5 }' | sort`

// Needs a server with systemd on which MicroK8s runs: BINDERY_E2E_SERVER.
describe.skipIf(server === null)('the pods of a real cluster', () => {
  let link: Link
  let tables: ClusterTables
  let view: TableView

  beforeAll(async () => {
    if (!server) return
    link = new Link({ target: async () => server.target })
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
    tables = createClusterTables(() => link)
    view = tables.view('s', 'pods')
    await live()
  })

  afterAll(async () => {
    await root(`/snap/bin/microk8s kubectl delete namespace ${NAMESPACE} --ignore-not-found --wait=false`)
    view.release()
    tables.close()
    await link.close()
  })

  async function root(script: string): Promise<string> {
    const { code, stdout, stderr } = await link.exec({ script, as: 'root', deadlineMs: 90_000 })
    if (code !== 0) throw new Error(`${script}: ${stderr}`)
    return stdout.toString()
  }

  /** Waits for what the feed tells; nobody asks. */
  function upstream(state: string, deadlineMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (view.upstream().state !== state) return
        clearTimeout(timer)
        stop()
        resolve()
      }
      const stop = view.onUpstream(look)
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`not ${state} within ${deadlineMs} ms: ${JSON.stringify(view.upstream())}`))
      }, deadlineMs)
      look()
    })
  }

  const live = (): Promise<void> => upstream('live', 60_000)

  function shown(): string {
    const lines = (view.table.rows() as PodRow[]).map(
      ({ namespace, name, ready, status, restarts }) =>
        `${namespace} ${name} ${ready.is}/${ready.of} ${status} ${restarts}`,
    )
    return `${lines.sort().join('\n')}\n`
  }

  /** Pods change all the time: what kubectl says now must become what the table says, once both stand still. */
  async function equalsKubectl(): Promise<void> {
    const sorted = (text: string): string => `${text.trimEnd().split('\n').sort().join('\n')}\n`
    let [said, seen] = ['', 'nothing']
    for (const began = Date.now(); said !== seen && Date.now() - began < 60_000; ) {
      said = sorted(await root(COLUMNS))
      seen = shown()
    }
    expect(seen).toBe(said)
  }

  it('are those of kubectl, word for word', equalsKubectl)

  it('are so after pods came, failed, ended and went', async () => {
    const kubectl = `/snap/bin/microk8s kubectl -n ${NAMESPACE}`
    await root(`/snap/bin/microk8s kubectl create namespace ${NAMESPACE}
until ${kubectl} get serviceaccount default >/dev/null 2>&1; do sleep 0.2; done
for i in 1 2 3 4 5 6; do ${kubectl} run "runs-$i" --image=example.org/runs >/dev/null; done
${kubectl} run no-image --image=example.org/missing >/dev/null
${kubectl} run no-node --image=example.org/a --overrides='{"spec":{"nodeSelector":{"no":"such"}}}' >/dev/null
${kubectl} run ends --restart=Never --image=example.org/a --command -- true >/dev/null
${kubectl} run fails --restart=Never --image=example.org/a --command -- false >/dev/null
${kubectl} delete pod runs-1 runs-2 --wait=false >/dev/null`)
    await equalsKubectl()
    expect(shown()).toMatch(/bindery-test no-node 0\/1 Pending 0/)
    const pod = (view.table.rows() as PodRow[]).find(({ name }) => name === 'no-node')
    expect(pod?.message).toMatch(/node affinity\/selector/)
  })

  it('are called stale soon when the API stops, and are right again when it is back', async () => {
    await root('systemctl stop snap.microk8s.daemon-kubelite')
    await upstream('stale', 5_000)
    expect(view.upstream().problem?.code).toBe('kube_unreachable')
    await root('systemctl start snap.microk8s.daemon-kubelite')
    await live()
    await equalsKubectl()
  })

  it.skipIf(!server?.control)('survive a connection that is cut off', async () => {
    await server?.control?.('reset-ssh')
    await upstream('stale', 5_000)
    await live()
    await equalsKubectl()
  })

  it.skipIf(!server?.control)('survive a restart of the server', async () => {
    const stale = upstream('stale', 30_000)
    await server?.control?.('reboot')
    await stale
    await link.whenOnline({ deadlineMs: 90_000 })
    await live()
    await equalsKubectl()
  })
})
