import { startPracticeServer } from '../demo/practice-server.ts'
import { type ClusterTables, createClusterTables } from '../server/kube/cluster-tables.ts'
import type { Link } from '../server/ssh/link.ts'
import { practiceLink } from './practice-link.ts'

export interface PracticeCluster {
  link: Link
  tables: ClusterTables
  /** Runs a script on it as root, and gives what it printed. */
  root(script: string): Promise<string>
  close(): Promise<void>
}

/** A practice server of its own, fast and with MicroK8s on it, and the live tables of its cluster. */
export async function practiceCluster(): Promise<PracticeCluster> {
  const server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 200 })
  const link = await practiceLink(server)
  const tables = createClusterTables(() => link)
  const root = async (script: string) =>
    (await link.exec({ script, as: 'root', deadlineMs: 30_000 })).stdout.toString()
  await root('snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready')
  return {
    link,
    tables,
    root,
    async close() {
      tables.close()
      await link.close()
      await server.stop()
    },
  }
}
