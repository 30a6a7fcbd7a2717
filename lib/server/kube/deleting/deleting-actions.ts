import * as z from 'zod/mini'
import { listed } from '../../../shared/count-words.ts'
import { deleteObjectsInput } from '../../../shared/deleting-api.ts'
import { countedObjects } from '../../../shared/kind-name.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { type Action, type Call, defineAction } from '../../actions/action.ts'
import { commit } from '../../actions/commit.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import type { Deletions } from './deletions.ts'
import { demandNoWorse } from './demand-no-worse.ts'
import { describeDeletion } from './describe-deletion.ts'
import { demandTyped } from './guard.ts'

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  deletions: Deletions
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

/** What deletes objects of a cluster. */
export function deletingActions({ clusters, deletions, serverName }: Deps): Action[] {
  const serverOf = ({ params }: Call<unknown>): { id: string; name: string } => {
    const id = params.server ?? ''
    return { id, name: serverName(id) }
  }
  return [
    defineAction({
      name: 'object.delete',
      path: '/api/servers/:server/objects/delete',
      who: 'administrator',
      input: deleteObjectsInput,
      target: (call) =>
        `${serverOf(call).name}: ${call.input.force ? 'by force, ' : ''}${namesOf(call.input.objects)}`,
      describe: (call) => describeDeletion(clusters, serverOf(call).id, call.input, call.signal),
      async perform(call) {
        const { input, signal, actor } = call
        const server = serverOf(call)
        const blast = await describeDeletion(clusters, server.id, input, signal)
        demandTyped(blast.typed, input.typed)
        demandNoWorse(input.fingerprint, blast)
        return commit(
          () => undefined,
          () =>
            deletions.start({
              serverId: server.id,
              serverName: server.name,
              title: `${input.force ? 'Delete by force' : 'Delete'} ${titleOf(blast.goes.map(({ object }) => object))}`,
              by: actor.name,
              objects: blast.goes,
              how: { is: input.force ? 'force' : 'delete' },
            }),
        )
      },
    }),
    defineAction({
      name: 'deletion.stop',
      path: '/api/servers/:server/deletions/:deletion/stop',
      who: 'administrator',
      input: z.object({}),
      target: (call) =>
        `${serverOf(call).name}: ${deletions.row(serverOf(call).id, call.params.deletion ?? '').title}`,
      perform(call) {
        deletions.stop(serverOf(call).id, call.params.deletion ?? '')
        return {}
      },
    }),
  ]
}

function namesOf(objects: readonly ObjectRef[]): string {
  const names = objects.map(({ namespace, name }) => (namespace === null ? name : `${namespace}/${name}`))
  return `${countedObjects(objects)}: ${listed(names, 6)}`
}

function titleOf(objects: readonly ObjectRef[]): string {
  const [only] = objects
  return objects.length === 1 && only ? only.name : countedObjects(objects)
}
