import type { StepId } from '../../shared/install.ts'
import {
  pauseInstallInput,
  remedyInput,
  skipStepInput,
  startInstallInput,
  stopInstallInput,
  undoInput,
} from '../../shared/install-api.ts'
import { savePlanInput } from '../../shared/plan.ts'
import { type Action, type Call, defineAction, type Query } from '../actions/action.ts'
import { startInstall, startRemedy, startUndo } from './begin-wish.ts'
import { pauseInstall, skipStep, stopInstall } from './change-wish.ts'
import type { Install } from './install.ts'
import { describeRemedy, describeSkip, describeStart, describeStop, describeUndo } from './install-blasts.ts'
import type { Installer } from './installer.ts'
import { describePlan, type PlanRules, savePlan } from './save-plan.ts'
import { stepStory } from './step-story.ts'

interface Deps extends PlanRules {
  installer: Installer
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

/** So old may a look be that answers a viewer. */
const VIEWER_MS = 2_000

/** What changes an install. One thing at a time per server; the row says how it goes. */
export function installActions({ installer, serverName, ...rules }: Deps): Action[] {
  const install = ({ params }: Call<unknown>): Install => installer.of(params.server ?? '')
  const nameOf = (call: Call<unknown>): string => serverName(install(call).serverId)
  const about = (call: Call<unknown>, id: StepId): string =>
    `${nameOf(call)}: ${install(call).step(id).title}`
  return [
    defineAction({
      name: 'install.plan',
      path: '/api/servers/:server/install/plan',
      who: 'administrator',
      input: savePlanInput,
      target: nameOf,
      describe: (call) => describePlan(install(call), call.input),
      perform: (call) => savePlan(install(call), rules, call.input, call.actor.name, call.signal),
    }),
    defineAction({
      name: 'install.start',
      path: '/api/servers/:server/install/start',
      who: 'administrator',
      input: startInstallInput,
      target: (call) =>
        call.input.step === null ? `${nameOf(call)}: all steps` : about(call, call.input.step),
      describe: (call) => describeStart(install(call), call.input),
      perform: (call) => startInstall(installer, install(call), call.input, call.actor.name),
    }),
    defineAction({
      name: 'install.pause',
      path: '/api/servers/:server/install/pause',
      who: 'administrator',
      input: pauseInstallInput,
      target: (call) => `${nameOf(call)}: ${call.input.pause ? 'after this step' : 'not after this step'}`,
      perform: (call) => pauseInstall(install(call), call.input.pause),
    }),
    defineAction({
      name: 'install.stop',
      path: '/api/servers/:server/install/stop',
      who: 'administrator',
      input: stopInstallInput,
      target: nameOf,
      describe: (call) => describeStop(install(call)),
      perform: (call) => stopInstall(install(call)),
    }),
    defineAction({
      name: 'install.skip',
      path: '/api/servers/:server/install/skip',
      who: 'administrator',
      input: skipStepInput,
      target: (call) => `${about(call, call.input.step)}, ${call.input.skip ? 'left out' : 'taken in again'}`,
      describe: (call) => describeSkip(install(call), call.input.step, call.input.skip),
      perform: (call) => skipStep(install(call), call.input.step, call.input.skip, call.actor.name),
    }),
    defineAction({
      name: 'install.remedy',
      path: '/api/servers/:server/install/remedy',
      who: 'administrator',
      input: remedyInput,
      target: (call) => about(call, call.input.step),
      describe: (call) => describeRemedy(install(call), call.input),
      perform: (call) => startRemedy(installer, install(call), call.input, call.actor.name),
    }),
    defineAction({
      name: 'install.undo',
      path: '/api/servers/:server/install/undo',
      who: 'administrator',
      input: undoInput,
      target: (call) => about(call, call.input.step),
      describe: (call) => describeUndo(install(call), call.input),
      perform: (call) => startUndo(installer, install(call), call.input, call.actor.name),
    }),
  ]
}

/** What may be read of an install beside the live table. */
export function installQueries({ installer }: Pick<Deps, 'installer'>): Query[] {
  return [
    {
      path: '/api/servers/:server/install/check',
      who: 'viewer',
      // However many look on, the server is looked at no more often.
      answer: ({ params, actor }) =>
        installer.check(params.server ?? '', actor.role === 'viewer' ? VIEWER_MS : null),
    },
    {
      path: '/api/servers/:server/install/steps',
      who: 'viewer',
      answer({ params }) {
        const install = installer.of(params.server ?? '')
        const plan = install.plan()
        return install.world.steps.map((step) => stepStory(step, plan))
      },
    },
  ]
}
