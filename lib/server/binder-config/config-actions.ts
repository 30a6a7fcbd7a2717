import type { Blast } from '../../shared/blast.ts'
import {
  applyConfigInput,
  type ConfigRevision,
  type ConfigSeen,
  saveConfigInput,
} from '../../shared/config-api.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { restartsOf } from '../../shared/restarts-of.ts'
import { type Action, type Call, defineAction, type Query } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import type { ChartFollower } from '../releases/chart-follower.ts'
import type { Runs } from '../runs/runs.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { applyCommands, applyRun } from './apply-config.ts'
import type { ConfigRecords } from './config-records.ts'
import { demandPlan } from './demand-plan.ts'
import { lookAtConfig } from './look-at-config.ts'
import { differingPaths, readValues } from './values.ts'

interface Deps {
  records: ConfigRecords
  runs: Pick<Runs, 'add' | 'begin'>
  /** The plan follows the chart of a run that ends well. */
  charts: Pick<ChartFollower, 'expect'>
  /** Throws `not_found`. */
  serverName(serverId: string): string
  shellOf(serverId: string): RemoteShell | null
  /** The saved plan, which says what the release is called; null where there is none. */
  planOf(serverId: string): Plan | null
  /** Throws `conflict` while the install goes: it writes the same file. */
  demandNothingGoing(serverId: string): void
  now?(): number
}

/** What changes binder.yaml, and what puts it into use. */
export function configActions(deps: Deps): Action[] {
  const { records, runs, now = Date.now } = deps
  const idOf = ({ params }: Call<unknown>): string => params.server ?? ''
  const nameOf = (call: Call<unknown>): string => deps.serverName(idOf(call))
  return [
    defineAction({
      name: 'config.save',
      path: '/api/servers/:server/config/save',
      who: 'administrator',
      input: saveConfigInput,
      target: (call) => `${nameOf(call)}: binder.yaml`,
      perform(call) {
        const { text, base, note } = call.input
        const id = idOf(call)
        nameOf(call)
        return commit(
          () => {
            const latest = records.latest(id)
            if ((latest?.number ?? 0) !== base)
              throw new AppError(
                'conflict',
                `${latest?.by ?? 'Somebody'} has saved revision ${latest?.number ?? 0} meanwhile.`,
                { hint: 'Compare the two, and save what you want to keep of both.' },
              )
            const revision = { number: base + 1, text, by: call.actor.name, at: now(), note }
            records.add(id, revision)
            return revision.number
          },
          (number) => ({ number }),
        )
      },
    }),
    defineAction({
      name: 'config.apply',
      path: '/api/servers/:server/config/apply',
      who: 'administrator',
      input: applyConfigInput,
      target: (call) => `${nameOf(call)}: binder.yaml ${call.input.number}`,
      async describe(call) {
        const revision = demandRevision(records, idOf(call), call.input.number)
        const plan = demandPlan(deps.planOf, idOf(call))
        const seen = await look(deps, idOf(call), plan, call.signal)
        return describeApply(withChart(plan, call.input.chartVersion, seen), revision, seen, call.input)
      },
      async perform(call) {
        const id = idOf(call)
        const { number, chartVersion, prove, goBack } = call.input
        const revision = demandRevision(records, id, number)
        const saved = demandPlan(deps.planOf, id)
        const seen = chartVersion === null ? await look(deps, id, saved, call.signal) : null
        const plan = withChart(saved, chartVersion, seen)
        return commit(
          () => {
            deps.demandNothingGoing(id)
            const run = runs.add({
              serverId: id,
              by: call.actor.name,
              ...applyRun(plan, {
                title: `Upgrade: binder.yaml ${revision.number}`,
                what: `revision ${revision.number} of binder.yaml`,
                text: revision.text,
                prove,
                goBack,
              }),
            })
            deps.charts.expect(run.id, id, plan.chartVersion)
            return run
          },
          (run) => ({ id: runs.begin(run).id }),
        )
      },
    }),
  ]
}

/** What may be read of binder.yaml. It may hold what a person should not have put there: administrators only. */
export function configQueries(deps: Deps): Query[] {
  return [
    {
      path: '/api/servers/:server/config',
      who: 'administrator',
      async answer({ params, signal }): Promise<ConfigSeen> {
        const id = params.server ?? ''
        deps.serverName(id)
        const seen = await look(deps, id, demandPlan(deps.planOf, id), signal)
        return { latest: deps.records.latest(id), earlier: deps.records.list(id), ...seen }
      },
    },
    {
      path: '/api/servers/:server/config/:number',
      who: 'administrator',
      answer: ({ params }) =>
        demandRevision(deps.records, params.server ?? '', Number(params.number)) satisfies ConfigRevision,
    },
  ]
}

async function look(
  { shellOf }: Deps,
  id: string,
  plan: Plan,
  signal: AbortSignal,
): Promise<Omit<ConfigSeen, 'latest' | 'earlier'>> {
  const shell = shellOf(id)
  if (shell === null) throw new AppError('not_found', 'There is no such server.')
  return await lookAtConfig(shell, plan, signal)
}

/** The plan with the version that is wished for; else with the one that runs. */
function withChart(plan: Plan, wished: string | null, seen: Pick<ConfigSeen, 'release'> | null): Plan {
  return { ...plan, chartVersion: wished ?? seen?.release?.chartVersion ?? plan.chartVersion }
}

function demandRevision(records: ConfigRecords, id: string, number: number): ConfigRevision {
  const revision = Number.isSafeInteger(number) ? records.of(id, number) : null
  if (revision) return revision
  throw new AppError('not_found', 'There is no such revision of binder.yaml.')
}

function describeApply(
  plan: Plan,
  { text, number }: ConfigRevision,
  { onServer, release }: Pick<ConfigSeen, 'onServer' | 'release'>,
  { prove, goBack }: { prove: boolean; goBack: boolean },
): Blast {
  const changed = changedPaths(onServer, text)
  const moves = release !== null && release.chartVersion !== plan.chartVersion
  return {
    runs: [...applyCommands(plan), ...(prove ? [`a launch of ${plan.proof.repository}`] : [])],
    restarts:
      changed === null || moves
        ? [moves ? 'most parts: the chart is another one' : 'whatever the values change']
        : restartsOf(changed).map(({ effect }) => effect),
    breaks: moves ? ['Everybody may be cut off for some seconds, while the proxy restarts.'] : [],
    keeps: ['notebooks that run, with everything in them', 'the list of people in the hub'],
    undo:
      [
        ...(goBack ? ['It goes back by itself where it does not work.'] : []),
        release === null
          ? ''
          : `Apply an earlier revision, or: microk8s helm rollback ${plan.release} ${release.revision} --namespace ${plan.namespace}`,
      ]
        .filter(Boolean)
        .join(' ') || `Apply an earlier revision than ${number}.`,
  }
}

/** Null where one of the two cannot be read. */
function changedPaths(before: string | null, after: string): string[] | null {
  try {
    return before === null ? null : differingPaths(readValues(before), readValues(after))
  } catch {
    return null
  }
}
