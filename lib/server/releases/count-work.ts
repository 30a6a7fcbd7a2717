import type { Cluster } from '../kube/cluster.ts'
import { countPods } from '../overview/count-people.ts'

/** Who and what is at work on a BinderHub at this moment. */
export interface WorkOnIt {
  people: number
  builds: number
}

/** Null where the cluster does not say: that must not keep anybody from going back. */
export async function countWork(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<WorkOnIt | null> {
  try {
    const [people, builds] = await Promise.all([
      countPods(cluster, namespace, 'singleuser-server', signal),
      countPods(cluster, namespace, 'binderhub-build', signal),
    ])
    return { people, builds }
  } catch {
    return null
  }
}
