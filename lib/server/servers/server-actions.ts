import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import {
  addServerInput,
  answerInput,
  editServerInput,
  forgetInput,
  meetInput,
  replaceHostKeyInput,
  secretInput,
} from '../../shared/servers-api.ts'
import { type Action, type Call, defineAction, type Query } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import { meet } from '../ssh/meet.ts'
import { nameKey } from '../store/name-key.ts'
import { addServer } from './add-server.ts'
import { editServer } from './edit-server.ts'
import { makeOwnKey } from './make-own-key.ts'
import { keyComment } from './own-key.ts'
import { replaceHostKey } from './replace-host-key.ts'
import type { Servers } from './servers.ts'
import { testConnection } from './test-connection.ts'

const nothing = z.object({})

/** Every request about servers that changes or asks something of one. `running` counts work that would go on. */
export function serverActions(servers: Servers, running: (serverId: string) => number): Action[] {
  const target = (call: Call<unknown>): string => {
    const record = servers.record(call.params.server ?? '')
    return `${record.name} (${record.user}@${record.host})`
  }
  const idOf = (call: Call<unknown>): string => servers.record(call.params.server ?? '').id

  return [
    defineAction({
      name: 'server.meet',
      path: '/api/servers/meet',
      who: 'administrator',
      input: meetInput,
      target: ({ input }) => `${input.host}:${input.port}`,
      perform: ({ input, signal }) =>
        meet({ host: input.host, port: input.port, jump: servers.jumpOf(input.jump) }, signal),
    }),
    defineAction({
      name: 'server.add',
      path: '/api/servers/add',
      who: 'administrator',
      input: addServerInput,
      target: ({ input }) => `${input.name} (${input.user}@${input.host}), ${input.hostKey}`,
      perform: ({ input, actor, signal }) => addServer(servers, input, actor.name, signal),
    }),
    defineAction({
      name: 'server.edit',
      path: '/api/servers/:server/edit',
      who: 'administrator',
      input: editServerInput,
      target,
      perform: (call) => editServer(servers, idOf(call), call.input, call.actor.name, call.signal),
    }),
    defineAction({
      name: 'server.forget',
      path: '/api/servers/:server/forget',
      who: 'administrator',
      input: forgetInput,
      target,
      describe(call) {
        const record = servers.record(idOf(call))
        const work = running(record.id)
        const through = servers.reachedThrough(record.id)
        return {
          runs: [],
          restarts: [],
          breaks: [
            `Bindery forgets ${record.name}: its address, its key and its passwords`,
            ...(through.length > 0
              ? [
                  `${through.join(', ')} can only be reached through ${record.name}: Bindery refuses to forget it until that is changed`,
                ]
              : []),
          ],
          keeps: [
            'everything on the server, which notices nothing, and the transcripts of its runs here',
            ...(work > 0
              ? [`${work} ${work === 1 ? 'run that goes' : 'runs that go'} on there without being watched`]
              : []),
          ],
          undo: 'add the server again',
        }
      },
      perform(call) {
        const record = servers.record(idOf(call))
        if (nameKey(call.input.typedName) !== nameKey(record.name))
          throw new AppError('invalid_input', `This is not the name of the server: it is ${record.name}.`, {
            field: 'typedName',
          })
        return commit(
          () => servers.remove(record.id),
          () => {
            servers.dismiss(record.id)
            return {}
          },
        )
      },
    }),
    defineAction({
      name: 'server.connect',
      path: '/api/servers/:server/connect',
      who: 'administrator',
      input: nothing,
      target,
      perform(call) {
        servers.link(idOf(call))?.retryNow()
        return {}
      },
    }),
    defineAction({
      name: 'server.secret',
      path: '/api/servers/:server/secret',
      who: 'administrator',
      input: secretInput,
      target,
      perform(call) {
        const id = idOf(call)
        const typed = {
          password: call.input.password,
          passphrase: call.input.passphrase,
          'sudo-password': call.input.sudoPassword,
        }
        return commit(
          () => {
            const { keepsSecrets } = servers.record(id)
            for (const [kind, value] of Object.entries(typed))
              if (value !== undefined) servers.vault.put(id, kind, value, keepsSecrets)
          },
          () => {
            servers.link(id)?.retryNow()
            return {}
          },
        )
      },
    }),
    defineAction({
      name: 'server.answer',
      path: '/api/servers/:server/answer',
      who: 'administrator',
      input: answerInput,
      target,
      perform(call) {
        servers.link(idOf(call))?.answer(call.input.prompt, call.input.answers)
        return {}
      },
    }),
    defineAction({
      name: 'server.host-key',
      path: '/api/servers/:server/host-key',
      who: 'administrator',
      input: replaceHostKeyInput,
      target: (call) => `${target(call)}: ${call.input.old} becomes ${call.input.hostKey}`,
      perform: (call) => replaceHostKey(servers, idOf(call), call.input, call.actor.name, call.signal),
    }),
    defineAction({
      name: 'server.new-key',
      path: '/api/servers/:server/new-key',
      who: 'administrator',
      input: nothing,
      target,
      describe(call) {
        const record = servers.record(idOf(call))
        const file = `~${record.user}/.ssh/authorized_keys`
        const old = record.publicKey?.split(' ')[1]?.slice(-8)
        return {
          runs: [
            `echo 'ssh-ed25519 … ${keyComment(record.name)}' >> ${file}`,
            ...(old ? [`grep -v 'ssh-ed25519 …${old} ' ${file}   # Bindery's old key`] : []),
          ],
          restarts: [],
          breaks: old ? ["Bindery's old key for this server: it opens nothing any more"] : [],
          keeps: ['every other way to sign in to the server'],
          undo: 'choose another way to sign in under Change',
        }
      },
      perform: (call) => makeOwnKey(servers, idOf(call), call.signal),
    }),
    defineAction({
      name: 'server.test',
      path: '/api/servers/:server/test',
      who: 'administrator',
      input: nothing,
      target,
      perform: (call) => testConnection(servers, idOf(call), call.signal),
    }),
    defineAction({
      name: 'server.look',
      path: '/api/servers/:server/look',
      who: 'administrator',
      input: nothing,
      target,
      perform: async (call) => ({ facts: await servers.look(idOf(call), call.signal) }),
    }),
  ]
}

/** What may be read of servers beside the live table. */
export function serverQueries(servers: Servers, rowOf: (id: string) => unknown): Query[] {
  return [
    {
      path: '/api/servers/:server',
      who: 'viewer',
      answer: ({ params }) => rowOf(servers.record(params.server ?? '').id),
    },
  ]
}
