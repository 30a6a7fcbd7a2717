import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import { startRunInput } from '../../shared/runs-api.ts'
import { type Action, type Call, defineAction, type Query } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import type { Runs } from './runs.ts'
import { transcriptAnswer } from './transcript-answer.ts'

/** What changes runs. `serverName` is null for a server that is not in the list. */
export function runActions(runs: Runs, serverName: (serverId: string) => string | null): Action[] {
  const server = ({ params }: Call<unknown>): { id: string; name: string } => {
    const id = params.server ?? ''
    const name = serverName(id)
    if (name === null) throw new AppError('not_found', 'There is no such server.')
    return { id, name }
  }
  return [
    defineAction({
      name: 'run.start',
      path: '/api/servers/:server/runs/start',
      who: 'administrator',
      input: startRunInput,
      target: (call) => `${server(call).name}: ${call.input.title}`,
      describe(call) {
        const { name } = server(call)
        return {
          runs: [call.input.script],
          restarts: [],
          breaks: [`Whatever the script changes: it runs as root on ${name}.`],
          keeps: ['It goes on when this tab is closed, the connection breaks or Bindery stops.'],
          undo: 'There is none but what you know of the script. While it runs it can be cancelled.',
        }
      },
      perform: (call) =>
        commit(
          () => runs.add({ serverId: server(call).id, by: call.actor.name, ...call.input }),
          (run) => ({ id: runs.begin(run).id }),
        ),
    }),
    defineAction({
      name: 'run.cancel',
      path: '/api/runs/:run/cancel',
      who: 'administrator',
      input: z.object({}),
      target(call) {
        const row = runs.row(call.params.run ?? '')
        return `${row.serverName}: ${row.title}`
      },
      describe(call) {
        const row = runs.row(call.params.run ?? '')
        return {
          runs: [`systemctl stop bindery-run-${row.id}`],
          restarts: [],
          breaks: [
            `Every process that “${row.title}” started is told to end, and has 10 s for it. What is left then is ended by force.`,
          ],
          keeps: ['What it has done until then, and its transcript.'],
          undo: 'There is none: it can only be started again.',
        }
      },
      perform(call) {
        runs.cancel(call.params.run ?? '')
        return {}
      },
    }),
  ]
}

/** What may be read of runs beside the live table. */
export function runQueries(runs: Runs): Query[] {
  return [
    {
      path: '/api/runs/:run',
      who: 'viewer',
      answer({ params }) {
        const id = params.run ?? ''
        return { run: runs.row(id), script: runs.script(id) }
      },
    },
    {
      path: '/api/runs/:run/transcript',
      who: 'viewer',
      answer({ params, input }) {
        const id = params.run ?? ''
        return transcriptAnswer(runs.transcript(id), runs.row(id).title, input)
      },
    },
  ]
}
