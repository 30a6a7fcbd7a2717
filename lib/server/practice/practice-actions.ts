import { type PracticeOffer, practiceInput } from '../../shared/practice-api.ts'
import { AppError } from '../../shared/problem.ts'
import type { ServerRow } from '../../shared/server-row.ts'
import { type Action, defineAction, type Query } from '../actions/action.ts'
import { addServer } from '../servers/add-server.ts'
import type { Servers } from '../servers/servers.ts'
import type { Practice } from './practice.ts'

interface Deps {
  practice: Practice
  servers: Servers
  rows(): readonly ServerRow[]
  /** How many runs are at work on a server. */
  running(serverId: string): number
}

/** The practice server among the servers, known by its host key; null where it is not there. */
function practiceRow({ practice, rows }: Deps): ServerRow | null {
  const place = practice.place()
  return rows().find(({ hostKey }) => hostKey.sha256 === place?.hostKey.sha256) ?? null
}

/** It listens on another port after each start of the console: its record follows, before anything connects. */
export function followPractice(deps: Deps): void {
  const place = deps.practice.place()
  const row = practiceRow(deps)
  if (!place || !row || row.port === place.port) return
  const record = { ...deps.servers.record(row.id), port: place.port }
  deps.servers.save(record)
  deps.servers.take(record)
}

/** Adding the practice server as a server like any other, and making it a bare machine again. */
export function practiceActions(deps: Deps): Action[] {
  const { practice, servers } = deps
  const demandRow = (): ServerRow => {
    const row = practiceRow(deps)
    if (!row)
      throw new AppError('not_found', 'The practice server is not among the servers.', {
        hint: 'Add it first.',
      })
    return row
  }
  return [
    defineAction({
      name: 'practice.add',
      path: '/api/practice/add',
      who: 'administrator',
      input: practiceInput,
      target: () => 'Practice server',
      async perform({ input, actor, signal }) {
        const { host, port, user, password, hostKey } = await practice.start()
        const known = practiceRow(deps)
        if (known)
          throw new AppError('conflict', `The practice server is there already: it is ${known.name}.`, {
            hint: 'Reset it there to begin anew.',
          })
        practice.reset(input)
        const signIn = { kind: 'password' as const, password }
        const root = { sudoPassword: password }
        const asked = {
          name: 'Practice server',
          host,
          port,
          jump: null,
          user,
          signIn,
          root,
          keepSecrets: true,
        }
        return addServer(servers, { ...asked, hostKey: hostKey.sha256 }, actor.name, signal)
      },
    }),
    defineAction({
      name: 'practice.reset',
      path: '/api/practice/reset',
      who: 'administrator',
      input: practiceInput,
      target: () => demandRow().name,
      describe() {
        const work = deps.running(demandRow().id)
        return {
          runs: [],
          restarts: ['the practice server, which is a bare machine afterwards'],
          breaks: [
            'everything that was installed on it, and the people on it, who are not real',
            ...(work > 0 ? [`${work} ${work === 1 ? 'run that is' : 'runs that are'} at work there`] : []),
          ],
          keeps: [
            'its plan, its address and its host key; the transcripts of its runs here; every other server',
          ],
          undo: 'none: the install can be run again, which takes a minute',
        }
      },
      perform({ input }) {
        demandRow()
        practice.reset(input)
        return {}
      },
    }),
  ]
}

export function practiceQueries(deps: Deps): Query[] {
  return [
    {
      path: '/api/practice',
      who: 'viewer',
      answer: (): PracticeOffer => ({ serverId: practiceRow(deps)?.id ?? null }),
    },
  ]
}
