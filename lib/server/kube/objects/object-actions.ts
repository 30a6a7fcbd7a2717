import { type ApplyObjectInput, applyObjectInput, type EditBlast } from '../../../shared/edit-object-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { type Action, type Call, defineAction } from '../../actions/action.ts'
import { readWorkload } from '../changes/read-workload.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { demandNoWorse } from '../deleting/demand-no-worse.ts'
import { demandTyped } from '../deleting/guard.ts'
import { liveRows } from '../live-rows.ts'
import { changesPods, editBlast } from './edit-blast.ts'
import { putObject, readForEdit, wantedObject } from './edit-object.ts'

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

const WORKLOADS: ReadonlySet<ObjectRef['kind']> = new Set(['Deployment', 'DaemonSet', 'StatefulSet'])

/** What changes one object as a whole, as a person edited it. Its description is the cluster's own dry run. */
export function objectActions({ clusters, serverName }: Deps): Action[] {
  async function dryRun(call: Call<ApplyObjectInput>) {
    const { object, resourceVersion, edited } = call.input
    const serverId = call.params.server ?? ''
    const { signal } = call
    const cluster = clusters.cluster(serverId)
    const before = await readForEdit(cluster, object, resourceVersion, signal)
    const wanted = wantedObject(object, before, edited)
    const after = await putObject(cluster, object, wanted, { dryRun: true, signal })
    const touchesPods = WORKLOADS.has(object.kind) && changesPods(before, after)
    const pods = touchesPods ? await liveRows(clusters, serverId, 'pods', { signal }) : []
    const workload = touchesPods ? await readWorkload(cluster, object, pods, signal) : null
    const blast = editBlast({ object, before, after, workload, pods, now: new Date() })
    return { cluster, wanted, blast }
  }

  return [
    defineAction({
      name: 'object.apply',
      path: '/api/servers/:server/objects/apply',
      who: 'administrator',
      input: applyObjectInput,
      target(call) {
        const { kind, namespace, name } = call.input.object
        return `${serverName(call.params.server ?? '')}: ${kind} ${namespace === null ? name : `${namespace}/${name}`}`
      },
      async describe(call): Promise<EditBlast> {
        return (await dryRun(call)).blast
      },
      async perform(call) {
        const { object, typed, fingerprint } = call.input
        const { cluster, wanted, blast } = await dryRun(call)
        demandTyped(blast.typed, typed)
        demandNoWorse(fingerprint, blast)
        const made = await putObject(cluster, object, wanted, { dryRun: false, signal: call.signal })
        return { resourceVersion: made.metadata.resourceVersion }
      },
    }),
  ]
}
