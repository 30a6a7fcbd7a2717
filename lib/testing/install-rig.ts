import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { startInstall } from '../server/install/begin-wish.ts'
import { Installer } from '../server/install/installer.ts'
import type { Patience } from '../server/install/world.ts'
import { sh } from '../server/shell/sh.ts'
import type { ServerLink } from '../server/ssh/link-types.ts'
import { defineStep, type Fault, type Observation, type Step } from '../server/steps/step.ts'
import type { Store } from '../server/store/open-store.ts'
import type { InstallRow, StepCheck, StepId } from '../shared/install.ts'
import type { Plan } from '../shared/plan.ts'
import { examplePlan } from './plan-look-example.ts'
import type { RunConsole } from './run-console.ts'

/** A plan without secrets: its registry has no account. */
export const rigPlan: Plan = {
  ...examplePlan,
  addresses: { how: 'read' },
  registry: { kind: 'addon' },
  imagePrefix: 'binder/',
}

/** Short enough for tests, long enough that a local bash is done in it. */
const SHORT: Patience = { everyMs: 20, settleMs: 200, namedMs: 60, unknownMs: 300 }

/** What a step of the rig reads: the words of a file, or null where there is none. */
const fileText = (id: string, file: string): Observation<string | null> => ({
  id,
  ask: () => sh`cat -- ${file}`,
  parse: ({ text, code }) => (code === 0 ? text.trim() : null),
})

interface RigStep {
  id: StepId
  /** Ends with /. What the step is about is the file of its name in there. */
  folder: string
  script?: string
  undo?: string
  more?: Partial<Pick<Step, 'skip' | 'usualSeconds' | 'deadlineSeconds' | 'secrets'>>
  faults?: readonly Fault<{ file: Observation<string | null> }>[]
}

/**
 * A step whose work is a file. Its file says how it is: "done", or one of the other states with their evidence behind
 * it ("broken oom the pod dies": broken by the fault `oom`); without a file it is open. Its script notes each time
 * that it ran in NAME.ran.
 */
export function rigStep({ id, folder, script, undo, more = {}, faults = [] }: RigStep): Step {
  const file = `${folder}${id}`
  return defineStep({
    id,
    group: 'Server',
    title: `Step ${id}`,
    doing: `Doing ${id}.`,
    why: 'For the test.',
    usualSeconds: [8, 12],
    deadlineSeconds: 60,
    ...more,
    sees: { file: fileText(id, file) },
    check: ({ file: text }) => checkFrom(text),
    runs: () => [`touch ${id}`],
    script: (plan) =>
      `echo ran >>${file}.ran\n${script ?? `echo done >${file}`}\n# for ${plan.storage.path === '/srv/k8s-storage' ? '' : plan.storage.path}`,
    adds: () => [{ kind: 'file', name: id }],
    breaks: () => `Whatever ${id} breaks.`,
    doneWhen: () => `the file ${id} says so`,
    ifStopped: `The file ${id} may be there in part`,
    faults,
    ...(undo === undefined
      ? {}
      : { undo: () => ({ runs: [`rm ${id}`], script: undo, breaks: 'The file goes.' }) }),
  })
}

function checkFrom(text: string | null): StepCheck {
  const [state, ...rest] = (text ?? '').split(' ')
  const evidence = rest.join(' ')
  switch (state) {
    case 'done':
      return { state, evidence: evidence || 'the file says done' }
    case 'not-needed':
    case 'unknown':
      return { state, evidence }
    case 'differs':
      return { state, evidence, wanted: 'another' }
    case 'broken':
      return { state, evidence: rest.slice(1).join(' '), fault: rest[0] === '-' ? null : (rest[0] ?? null) }
    default:
      return { state: 'open', evidence: 'there is no such file' }
  }
}

/** An installer over a console that runs things by a local bash: its one server is called srv. */
export interface InstallRig {
  installer: Installer
  /** Every row that the table was given. */
  puts: InstallRow[]
  row(): InstallRow
  activity(id: StepId): InstallRow['steps'][number]['activity']
  check(id: StepId): StepCheck
  /** Resolves with the row once it looks like this; rejects with the row as it is after so long, ten seconds unless told. */
  until(wanted: (row: InstallRow) => boolean, deadlineMs?: number): Promise<InstallRow>
  /** Resolves with how it ended, once nothing goes any more. */
  ended(deadlineMs?: number): Promise<NonNullable<InstallRow['ended']>>
  /** As the action does: null starts all. */
  start(step?: StepId | null): void
  /** Runs what an action ends with. */
  perform(last: { work(): unknown; afterwards(made: unknown): unknown }): unknown
  stop(): Promise<void>
}

export function installRig(
  here: RunConsole,
  link: ServerLink,
  steps: readonly Step[],
  options: { patience?: Partial<Patience>; plan?: Plan | null } = {},
): InstallRig {
  addServer(here.store)
  const puts: InstallRow[] = []
  const installer = new Installer({
    steps,
    store: here.store,
    vault: here.vault,
    runs: here.runs,
    linkOf: (id) => (id === 'srv' ? link : null),
    servers: () => ['srv'],
    table: { put: (row) => void puts.push(row), delete: () => {} },
    log: (line) => void here.logged.push(line),
    patience: { ...SHORT, ...options.patience },
  })
  const { plans } = installer.world.records
  const plan = options.plan === undefined ? rigPlan : options.plan
  if (plan && !plans.of('srv'))
    plans.save('srv', { plan, revision: 1, savedBy: 'ada', savedAt: 1, tokenMark: null })
  const row = (): InstallRow => installer.of('srv').row()
  const until: InstallRig['until'] = async (wanted, deadlineMs = 10_000) => {
    for (const began = Date.now(); ; ) {
      const now = row()
      if (wanted(now)) return now
      if (Date.now() - began > deadlineMs) throw new Error(`It did not come to this: ${JSON.stringify(now)}`)
      await pause(5)
    }
  }
  const perform: InstallRig['perform'] = (last) => last.afterwards(here.store.transaction(() => last.work()))
  const stepOf = (id: StepId) => {
    const step = row().steps.find((each) => each.id === id)
    if (!step) throw new Error(`There is no step ${id}.`)
    return step
  }
  return {
    installer,
    puts,
    row,
    until,
    perform,
    activity: (id) => stepOf(id).activity,
    check: (id) => stepOf(id).check,
    async ended(deadlineMs) {
      const { ended } = await until(({ going, ended: end }) => going === null && end !== null, deadlineMs)
      if (!ended) throw new Error('It did not end.')
      return ended
    },
    start: (step = null) => void perform(startInstall(installer, installer.of('srv'), { step }, 'ada')),
    stop: () => installer.stop(),
  }
}

/** How often the script of a step was run, by what it noted itself. */
export function timesRun(folder: string, id: StepId): number {
  const file = `${folder}${id}.ran`
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}

/** The records of an install belong to a server of the list. */
function addServer({ db }: Store): void {
  db.exec(`INSERT OR IGNORE INTO server
    (id, name, name_key, host, port, user, sign_in, keeps_secrets, host_key_type, host_key_sha256,
      host_key_confirmed_at, host_key_confirmed_by, added_at)
    VALUES ('srv', 'binder-01', 'binder-01', '127.0.0.1', 22, 'root', 'agent', 1, 'ssh-ed25519', 'x', 1, 'ada', 1)`)
}
