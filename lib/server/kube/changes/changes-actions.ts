import type * as z from 'zod/mini'
import { cordonInput, drainInput, restartInput, scaleInput } from '../../../shared/changes-api.ts'
import type { GuardedBlast } from '../../../shared/deleting-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { type Action, type Call, defineAction } from '../../actions/action.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import type { Deletions } from '../deleting/deletions.ts'
import { demandNoWorse } from '../deleting/demand-no-worse.ts'
import { demandTyped } from '../deleting/guard.ts'
import { liveRows } from '../live-rows.ts'
import { cordonBlast, cordonPatch, uncordonBlast } from './cordon-node.ts'
import { drainBlast } from './drain-node.ts'
import { type MergePatch, patchObject } from './patch-object.ts'
import { type NodeSeen, readNode } from './read-nodes.ts'
import { readWorkload } from './read-workload.ts'
import { restartBlast, restartPatch } from './restart-workload.ts'
import { scaleBlast, scalePatch } from './scale-workload.ts'

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  deletions: Deletions
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

interface Change {
  object: ObjectRef
  fingerprint: string
  typed: string
}

/** What changes workloads and nodes without deleting them. */
export function changesActions({ clusters, deletions, serverName }: Deps): Action[] {
  const serverOf = ({ params }: Call<unknown>): { id: string; name: string } => {
    const id = params.server ?? ''
    return { id, name: serverName(id) }
  }
  const targetOf = (call: Call<Change>): string => {
    const { kind, namespace, name } = call.input.object
    return `${serverOf(call).name}: ${kind} ${namespace === null ? name : `${namespace}/${name}`}`
  }
  const podsOf = (call: Call<unknown>) =>
    liveRows(clusters, serverOf(call).id, 'pods', { signal: call.signal })
  const clusterOf = (call: Call<unknown>) => clusters.cluster(serverOf(call).id)

  /** An action that is one patch of one object, described and guarded as deletions are. */
  function patching<Input extends Change>(one: {
    name: string
    path: string
    input: z.ZodMiniType<Input>
    describe(call: Call<Input>): Promise<GuardedBlast>
    patch(call: Call<Input>): MergePatch
    target?(call: Call<Input>): string
  }): Action {
    return defineAction({
      name: one.name,
      path: `/api/servers/:server/${one.path}`,
      who: 'administrator',
      input: one.input,
      target: (call) => one.target?.(call) ?? targetOf(call),
      describe: one.describe,
      async perform(call) {
        const blast = await one.describe(call)
        demandTyped(blast.typed, call.input.typed)
        demandNoWorse(call.input.fingerprint, blast)
        await patchObject(clusterOf(call), call.input.object, one.patch(call), call.signal)
        return {}
      },
    })
  }

  const workload = async (call: Call<Change>) => {
    const pods = await podsOf(call)
    return { pods, seen: await readWorkload(clusterOf(call), call.input.object, pods, call.signal) }
  }
  const node = (call: Call<Change>): Promise<NodeSeen> =>
    readNode(clusterOf(call), call.input.object, call.signal)
  const drain = async (call: Call<z.infer<typeof drainInput>>) =>
    drainBlast(await node(call), await podsOf(call), call.input.minutes)

  return [
    patching({
      name: 'workload.restart',
      path: 'workloads/restart',
      input: restartInput,
      async describe(call) {
        const { seen, pods } = await workload(call)
        return restartBlast(seen, pods, new Date())
      },
      patch: () => restartPatch(new Date()),
    }),
    patching({
      name: 'workload.scale',
      path: 'workloads/scale',
      input: scaleInput,
      target: (call) => `${targetOf(call)} to ${call.input.replicas}`,
      async describe(call) {
        const { seen, pods } = await workload(call)
        return scaleBlast(seen, call.input.replicas, pods)
      },
      patch: ({ input }) => scalePatch(input.replicas),
    }),
    patching({
      name: 'node.cordon',
      path: 'nodes/cordon',
      input: cordonInput,
      describe: async (call) => cordonBlast(await node(call)),
      patch: () => cordonPatch(true),
    }),
    patching({
      name: 'node.uncordon',
      path: 'nodes/uncordon',
      input: cordonInput,
      describe: async (call) => uncordonBlast(await node(call)),
      patch: () => cordonPatch(false),
    }),
    defineAction({
      name: 'node.drain',
      path: '/api/servers/:server/nodes/drain',
      who: 'administrator',
      input: drainInput,
      target: targetOf,
      describe: drain,
      async perform(call) {
        const { input, signal, actor } = call
        const server = serverOf(call)
        const blast = await drain(call)
        demandTyped(blast.typed, input.typed)
        demandNoWorse(input.fingerprint, blast)
        await patchObject(clusterOf(call), input.object, cordonPatch(true), signal)
        return deletions.start({
          serverId: server.id,
          serverName: server.name,
          title: `Drain ${input.object.name}`,
          by: actor.name,
          objects: blast.goes,
          how: { is: 'evict', deadline: Date.now() + input.minutes * 60_000 },
        })
      },
    }),
  ]
}
