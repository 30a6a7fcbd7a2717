import * as z from 'zod/mini'
import type { Blast } from '../../shared/blast.ts'
import { type OpenTerminalInput, openTerminalInput, renameTerminalInput } from '../../shared/terminals-api.ts'
import { type Action, type Call, defineAction } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import type { Terminals } from './terminals.ts'

interface Deps {
  terminals: Terminals
  /** Throws `not_found`. */
  server(serverId: string): { name: string; host: string; user: string }
}

/** Opening, renaming and closing terminals. What is typed in one goes through its channel. */
export function terminalActions({ terminals, server }: Deps): Action[] {
  const serverOf = ({ params }: Call<unknown>) => server(params.server ?? '')
  const idOf = ({ params }: Call<unknown>) => params.terminal ?? ''
  return [
    defineAction({
      name: 'terminal.open',
      path: '/api/servers/:server/terminals/open',
      who: 'administrator',
      input: openTerminalInput,
      target(call) {
        const { name, user } = serverOf(call)
        return `${name}: ${wanted(call.input, user)}`
      },
      describe: (call) => openBlast(call.input, serverOf(call)),
      async perform({ actor, params, input, signal }) {
        const serverId = params.server ?? ''
        const opened = await terminals.open(actor, serverId, input, signal)
        let kept = false
        // The session may have ended meanwhile: then nothing is recorded, and the shell ends again.
        setImmediate(() => {
          if (!kept) terminals.discard(opened)
        })
        return commit(
          () => terminals.record(actor, serverId, opened, input.size),
          (record) => {
            kept = true
            terminals.admit(record, opened)
            return { id: record.id }
          },
        )
      },
    }),
    defineAction({
      name: 'terminal.rename',
      path: '/api/terminals/:terminal/rename',
      who: 'administrator',
      input: renameTerminalInput,
      target: (call) => `${terminals.target(idOf(call))}, “${call.input.title}”`,
      perform(call) {
        terminals.rename(idOf(call), call.actor, call.input.title)
        return {}
      },
    }),
    defineAction({
      name: 'terminal.close',
      path: '/api/terminals/:terminal/close',
      who: 'administrator',
      input: z.strictObject({}),
      target: (call) => terminals.target(idOf(call)),
      describe: () => ({
        runs: ['It hangs up: the shell and what it runs get SIGHUP.'],
        restarts: [],
        breaks: ['What runs in this shell ends, and what stands in it is gone.'],
        keeps: ['What was started with nohup or systemd-run.'],
        undo: '',
      }),
      perform(call) {
        terminals.close(idOf(call), call.actor)
        return {}
      },
    }),
  ]
}

function wanted(input: OpenTerminalInput, user: string): string {
  switch (input.on) {
    case 'server':
      return `shell as ${user}`
    case 'pod':
      return `${input.namespace}/${input.pod}, container ${input.container ?? 'of its choice'}`
    case 'debug':
      return `${input.namespace}/${input.pod}, debug container ${input.image}`
  }
}

function openBlast(input: OpenTerminalInput, { host, user }: { host: string; user: string }): Blast {
  const blast = { restarts: [], breaks: ['Nothing by itself. What you type in it runs at once.'] }
  switch (input.on) {
    case 'server':
      return {
        ...blast,
        runs: [`ssh ${user}@${host}`],
        keeps: ['It goes on for 30 minutes after you leave it.'],
        undo: 'Closing it ends the shell.',
      }
    case 'pod':
      return {
        ...blast,
        runs: [
          `kubectl exec -it -n ${input.namespace} ${input.pod}${input.container === null ? '' : ` -c ${input.container}`} -- bash, or sh`,
        ],
        keeps: ['It goes on for 10 minutes after you leave it.'],
        undo: 'Closing it ends the shell.',
      }
    case 'debug':
      return {
        ...blast,
        runs: [
          `kubectl debug -it -n ${input.namespace} ${input.pod} --image=${input.image} --target=${input.container} -- sh`,
        ],
        keeps: ['The pod and its containers go on as they are.'],
        undo: 'The container ends with its shell. It stays in the pod’s list until the pod goes.',
      }
  }
}
