import { counted, listed } from '../../shared/count-words.ts'
import type { ObjectRef } from '../../shared/object-ref.ts'
import { AppError } from '../../shared/problem.ts'
import { repositoryName } from '../../shared/repository-name.ts'
import { stopIdleInput, stopRepositoryInput, stopSessionsInput } from '../../shared/sessions-api.ts'
import { type Action, type Call, defineAction } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import type { ClusterTables } from '../kube/cluster-tables.ts'
import type { Deletions } from '../kube/deleting/deletions.ts'
import { demandNoWorse } from '../kube/deleting/demand-no-worse.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { type Choice, describeStop, type ToStop } from './describe-stop.ts'
import { openHubs } from './open-hubs.ts'
import { sessionStopper } from './stop-session.ts'

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  deletions: Deletions
  /** Null for a server that there is not. */
  linkOf(serverId: string): ServerLink | null
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

interface Wish {
  pods: readonly ObjectRef[]
  fingerprint: string
}

/** What stops sessions of people: some, all of a repository, all that nobody uses. */
export function sessionActions(deps: Deps): Action[] {
  const serverOf = ({ params }: Call<unknown>): { id: string; name: string } => {
    const id = params.server ?? ''
    return { id, name: deps.serverName(id) }
  }
  const look = <Input extends Wish>(call: Call<Input>, choice: Choice): Promise<ToStop> =>
    describeStop(deps.clusters, serverOf(call).id, call.input.pods, choice, call.signal)

  async function perform<Input extends Wish>(
    call: Call<Input>,
    choice: Choice,
    title: (stop: ToStop) => string,
  ): Promise<unknown> {
    const server = serverOf(call)
    const stop = await look(call, choice)
    demandNoWorse(call.input.fingerprint, stop.blast)
    if (stop.going.length === 0)
      throw new AppError('conflict', 'Nobody of them is there to be stopped any more.', {
        hint: stop.blast.stays[0]?.why,
      })
    const { clusters, deletions, linkOf } = deps
    const link = linkOf(server.id)
    if (!link) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
    const cluster = clusters.cluster(server.id)
    const stopOne = sessionStopper({ cluster, hubs: openHubs(cluster, link) })
    const sessions = new Map(stop.going.map(({ pod }) => [pod.uid, pod.session]))
    return commit(
      () => undefined,
      () =>
        deletions.start({
          serverId: server.id,
          serverName: server.name,
          title: title(stop),
          by: call.actor.name,
          objects: stop.blast.goes.map(({ object, repository }) => ({
            object,
            what: repository === '' ? 'session of a person' : `session on ${repository}`,
          })),
          how: {
            is: 'stop',
            ask: (pod, signal) => stopOne({ pod, ...(sessions.get(pod.uid) ?? nameless(pod)) }, signal),
          },
        }),
    )
  }

  return [
    defineAction({
      name: 'session.stop',
      path: '/api/servers/:server/sessions/stop',
      who: 'administrator',
      input: stopSessionsInput,
      target: (call) => `${serverOf(call).name}: ${namesOf(call.input.pods)}`,
      describe: async (call) => (await look(call, { is: 'each' })).blast,
      perform: (call) =>
        perform(call, { is: 'each' }, ({ going: [first, ...more] }) =>
          first && more.length === 0
            ? `Stop ${first.pod.name}`
            : `Stop ${counted(more.length + 1, 'session')}`,
        ),
    }),
    defineAction({
      name: 'sessions.stop-repository',
      path: '/api/servers/:server/sessions/stop-repository',
      who: 'administrator',
      input: stopRepositoryInput,
      target: (call) =>
        `${serverOf(call).name}: all of ${call.input.repository}, ${namesOf(call.input.pods)}`,
      describe: async (call) => (await look(call, ofRepository(call.input))).blast,
      perform: (call) =>
        perform(
          call,
          ofRepository(call.input),
          ({ going }) =>
            `Stop ${counted(going.length, 'session')} of ${repositoryName(call.input.repository)}`,
        ),
    }),
    defineAction({
      name: 'sessions.stop-idle',
      path: '/api/servers/:server/sessions/stop-idle',
      who: 'administrator',
      input: stopIdleInput,
      target: (call) =>
        `${serverOf(call).name}: idle for more than ${call.input.minutes} min, ${namesOf(call.input.pods)}`,
      describe: async (call) => (await look(call, idleFor(call.input))).blast,
      perform: (call) =>
        perform(
          call,
          idleFor(call.input),
          ({ going }) =>
            `Stop ${counted(going.length, 'session')} idle for more than ${call.input.minutes} min`,
        ),
    }),
  ]
}

const ofRepository = ({ repository }: { repository: string }): Choice => ({
  is: 'repository',
  url: repository,
})
const idleFor = ({ minutes }: { minutes: number }): Choice => ({ is: 'idle', minutes })
const nameless = ({ name }: ObjectRef) => ({ person: name, server: '' })

function namesOf(pods: readonly ObjectRef[]): string {
  return `${counted(pods.length, 'session')}: ${listed(
    pods.map(({ name }) => name),
    6,
  )}`
}
