import type { Blast } from '../../shared/blast.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { type ReleaseTrouble, repairInput, rollBackInput } from '../../shared/releases-api.ts'
import { type Action, type Call, defineAction } from '../actions/action.ts'
import { type Commit, commit } from '../actions/commit.ts'
import type { ChangeRun } from '../binder-config/change-run.ts'
import { lookAtConfig } from '../binder-config/look-at-config.ts'
import { compareObjects } from './compare-objects.ts'
import { countWork } from './count-work.ts'
import { describeRestarts } from './describe-change.ts'
import { demandRevision, type ReleaseWorld, readHistory } from './release-world.ts'
import { rollBackCommands, rollBackRun, takeOffCommands, takeOffRun } from './roll-back.ts'
import { savedTexts } from './saved-texts.ts'
import { troubleOf } from './trouble-of.ts'
import type { KeptRelease } from './unpack-release.ts'
import { type WayBack, wayBack } from './way-back.ts'

/** What brings an earlier release back, and what mends one that was cut off. */
export function releaseActions(world: ReleaseWorld): Action[] {
  const idOf = ({ params }: Call<unknown>): string => params.server ?? ''
  const start = (call: Call<unknown>, run: ChangeRun, chart: string | null): Commit =>
    commit(
      () => {
        world.demandNothingGoing(idOf(call))
        const added = world.runs.add({ serverId: idOf(call), by: call.actor.name, ...run })
        if (chart !== null) world.charts.expect(added.id, idOf(call), chart)
        return added
      },
      (added) => ({ id: world.runs.begin(added).id }),
    )
  return [
    defineAction({
      name: 'release.roll-back',
      path: '/api/servers/:server/releases/roll-back',
      who: 'administrator',
      input: rollBackInput,
      target: (call) => `${world.serverName(idOf(call))}: release revision ${call.input.revision}`,
      async describe(call) {
        const found = await findWay(world, idOf(call), call.input.revision, call.signal)
        return await describeRollBack(world, idOf(call), found, call.input, call.signal)
      },
      async perform(call) {
        const { plan, target, way } = await findWay(world, idOf(call), call.input.revision, call.signal)
        return start(call, rollBackRun(plan, { ...call.input, target, way }), target.chart)
      },
    }),
    defineAction({
      name: 'release.repair',
      path: '/api/servers/:server/releases/repair',
      who: 'administrator',
      input: repairInput,
      target: (call) => `${world.serverName(idOf(call))}: release revision ${call.input.revision}`,
      async describe(call) {
        const { plan, trouble } = await demandTrouble(world, idOf(call), call.input.revision, call.signal)
        if (trouble.goesBackTo === null) return describeTakeOff(plan)
        const found = await findWay(world, idOf(call), trouble.goesBackTo, call.signal)
        return await describeRollBack(world, idOf(call), found, { prove: false, goBack: false }, call.signal)
      },
      async perform(call) {
        const { plan, trouble } = await demandTrouble(world, idOf(call), call.input.revision, call.signal)
        if (trouble.goesBackTo === null) return start(call, takeOffRun(plan), null)
        const { target, way } = await findWay(world, idOf(call), trouble.goesBackTo, call.signal)
        const run = rollBackRun(plan, { target, way, prove: false, goBack: false })
        return start(
          call,
          { ...run, title: `Repair the release: back to revision ${target.revision}` },
          target.chart,
        )
      },
    }),
  ]
}

interface Found {
  plan: Plan
  /** The revision to go back to. */
  target: KeptRelease
  /** The newest, whatever became of it. */
  newest: KeptRelease
  way: WayBack
}

async function findWay(
  world: ReleaseWorld,
  serverId: string,
  revision: number,
  signal: AbortSignal,
): Promise<Found> {
  const shell = world.shellOf(serverId)
  if (shell === null) throw new AppError('not_found', 'There is no such server.')
  const { plan, history } = await readHistory(world, serverId, signal)
  const target = demandRevision(history, revision)
  const [newest = target] = history
  if (target === newest && target.status === 'deployed')
    throw new AppError('conflict', `Revision ${revision} runs already.`)
  if (!['deployed', 'superseded', 'failed'].includes(target.status))
    throw new AppError('conflict', `Revision ${revision} was cut off: nobody can go back to it.`)
  const { secretPaths } = await lookAtConfig(shell, plan, signal)
  const current = history.find((one) => one.status === 'deployed') ?? null
  // Helm upgrades nothing that is unfinished; and where it comes back as it is, nothing changes.
  const plain = troubleOf(history) !== null
  const way = wayBack({
    target,
    current: plain ? null : current,
    secretPaths,
    saved: savedTexts(world.records, serverId),
  })
  return { plan, target, newest, way }
}

async function demandTrouble(
  world: ReleaseWorld,
  serverId: string,
  revision: number,
  signal: AbortSignal,
): Promise<{ plan: Plan; trouble: ReleaseTrouble }> {
  const { plan, history } = await readHistory(world, serverId, signal)
  const trouble = troubleOf(history)
  if (trouble !== null && trouble.revision === revision) return { plan, trouble }
  throw new AppError('conflict', 'The release has changed meanwhile.', {
    hint: 'Look at what it says now.',
  })
}

async function describeRollBack(
  world: ReleaseWorld,
  serverId: string,
  { plan, target, newest, way }: Found,
  { prove, goBack }: { prove: boolean; goBack: boolean },
  signal: AbortSignal,
): Promise<Blast> {
  const restarts = compareObjects(newest.manifest, target.manifest)?.restarts ?? null
  const work = await countWork(world.clusters.cluster(serverId), plan.namespace, signal)
  const said = describeRestarts(restarts, work)
  return {
    ...said,
    runs: [
      ...rollBackCommands(plan, { target, way }),
      ...(prove ? [`a launch of ${plan.proof.repository}`] : []),
    ],
    breaks: [
      ...said.breaks,
      ...(target.chart === newest.chart
        ? []
        : [
            `The chart goes from ${newest.chart} to ${target.chart}: an older hub may not be able to read the list of a newer one.`,
          ]),
    ],
    keeps: [
      ...said.keeps,
      ...(way.how === 'upgrade'
        ? [`the secrets of today, which were changed since then: ${way.secrets.join(', ')}`]
        : []),
    ],
    undo: [
      ...(goBack ? ['It returns by itself where it does not work.'] : []),
      `It makes a new revision; ${newest.revision} stays in the list, to go back to.`,
    ].join(' '),
  }
}

function describeTakeOff(plan: Plan): Blast {
  return {
    runs: takeOffCommands(plan),
    restarts: [],
    breaks: ['What the unfinished install has made: nothing of it ever ran.'],
    keeps: ['binder.yaml and secret.yaml on the server'],
    undo: 'Run the step “BinderHub” of the install again.',
  }
}
