import { objectPath } from '../../../shared/object-ref.ts'
import { type Reveal, revealInput } from '../../../shared/reveal-api.ts'
import { type Action, type Call, defineAction } from '../../actions/action.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { revealValue } from './reveal-value.ts'

interface Deps {
  clusters: Pick<ClusterTables, 'cluster'>
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

/** Reading what a secret says changes nothing, and is written down all the same: who read it, and which. */
export function revealActions({ clusters, serverName }: Deps): Action[] {
  const idOf = ({ params }: Call<unknown>): string => params.server ?? ''
  return [
    defineAction({
      name: 'secret.reveal',
      path: '/api/servers/:server/secrets/reveal',
      who: 'administrator',
      input: revealInput,
      target: (call: Call<Reveal>) => {
        const { kind, namespace, name } = call.input.object
        return `${serverName(idOf(call))}: value ${call.input.key} of ${kind} ${namespace}/${name}`
      },
      describe: ({ input }) => ({
        runs: [`GET ${objectPath(input.object)}`],
        restarts: [],
        breaks: [],
        keeps: ['the value as it is: it is only read, and kept nowhere'],
        undo: 'none is needed; that you read it stays written down',
      }),
      perform: (call) => revealValue(clusters.cluster(idOf(call)), call.input, call.signal),
    }),
  ]
}
