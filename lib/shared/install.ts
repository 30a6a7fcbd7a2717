import type { Plan } from './plan.ts'
import type { Problem } from './problem.ts'

/** The steps of the install, in order. Ids as in the audit, in URLs and in the database: they never change. */
export const stepIds = [
  'preflight',
  'snap-install',
  'snap-hold',
  'group',
  'firewall',
  'ready',
  'dns',
  'helm3',
  'community',
  'metallb',
  'storage',
  'storage-class',
  'metrics-server',
  'registry-addon',
  'registry-check',
  'builder',
  'helm-repo',
  'config',
  'install',
  'hub-url',
  'pods',
  'health',
  'launch',
] as const
export type StepId = (typeof stepIds)[number]

export type StepGroup = 'Server' | 'Kubernetes' | 'Add-ons' | 'BinderHub' | 'Proof'

/** What a step's check says of the server as it is now. `evidence` is the observed fact, never an exit code alone. */
export type StepCheck =
  | { state: 'done'; evidence: string }
  | { state: 'open'; evidence: string }
  /** There is something, and not what the plan says. */
  | { state: 'differs'; evidence: string; wanted: string }
  /** There, and not working. `fault` is the id of the step's fault that fits, if one does. */
  | { state: 'broken'; evidence: string; fault: string | null }
  | { state: 'not-needed'; evidence: string }
  /** It could not be read: the API is down, the probe was cut short. Never taken for open or done. */
  | { state: 'unknown'; evidence: string }

/** Why a step stopped, in the order in which a person wants to know. */
export interface StepFailure {
  /** Id of the fault, null where none is known that fits. */
  fault: string | null
  what: string
  why: string
  /** The line that tells: number from 1 in the run's transcript, and its text without colours. */
  line: { number: number; text: string } | null
  remedy: StepRemedy | null
  /** What the person does where Bindery has nothing to run. */
  advice: string | null
}

export interface StepRemedy {
  /** What it does and what it costs, in a sentence or two. */
  says: string
  commands: { command: string; why?: string }[]
  breaks: string
}

export type StepActivity =
  | { state: 'idle' }
  /** `waitsFor`: what the step itself said it waits for, since when. */
  | {
      state: 'running'
      what: 'step' | 'remedy' | 'undo'
      runId: string
      startedAt: number
      waitsFor: { what: string; since: number } | null
    }
  /** Its run has ended, and now it is looked at whether it did what it should. */
  | { state: 'proving'; runId: string; startedAt: number }
  | { state: 'failed'; runId: string | null; at: number; failure: StepFailure }

export interface StepRow {
  id: StepId
  check: StepCheck
  activity: StepActivity
  skipped: { by: string; at: number } | null
  /** The newest run of this step that has ended. */
  lastRun: { runId: string; endedAt: number; tookMs: number } | null
  /** How long it is likely to take on this server, in milliseconds. */
  usualMs: number
}

/** Where the install of one server stands. One row a server; times in milliseconds since the epoch. */
export interface InstallRow {
  serverId: string
  plan: Plan | null
  /** Grows with each saved plan, from 0 for none. */
  revision: number
  hasToken: boolean
  /** What it is doing now; null while it does nothing by itself. */
  going: {
    mode: 'all' | 'one'
    by: string
    startedAt: number
    current: StepId
    pauseAfter: boolean
    stopping: boolean
    /** Why it does not get on at the moment: the link is away, the server restarts. */
    held: Problem | null
  } | null
  /** How the last time that it was going ended. */
  ended: { how: 'finished' | 'paused' | 'failed' | 'stopped'; at: number; step: StepId; says: string } | null
  steps: StepRow[]
  /** When the checks were made that `steps` show; null before the first. */
  checkedAt: number | null
  checkTookMs: number | null
  checking: boolean
  /** Why the last look failed; the checks shown are then older. */
  problem: Problem | null
  /** Milliseconds that are likely to remain until the last step is done. Null while nothing is known. */
  leftMs: number | null
}

/** A line that looks bad and is not, or waits: `pattern` is a JavaScript regular expression for a line without colours. */
export interface LineNote {
  pattern: string
  says: string
}

/** What the install put on the server, or will: written down for the uninstall. */
export interface Addition {
  kind:
    | 'snap'
    | 'group-member'
    | 'add-on'
    | 'namespace'
    | 'release'
    | 'repository'
    | 'firewall-rule'
    | 'package'
    | 'folder'
    | 'file'
    | 'storage-class'
    | 'address-pool'
    | 'service'
  name: string
}

/** What is known of a fault before it has stopped anything: a check may find it by itself. */
export type KnownFault = Pick<StepFailure, 'what' | 'why' | 'remedy' | 'advice'> & { id: string }

/** What a step is, for one plan: GET /api/servers/:server/install/steps answers an array of these, in order. */
export interface StepStory {
  id: StepId
  group: StepGroup
  /** "Addresses for services" */
  title: string
  /** "Giving services their addresses." */
  doing: string
  why: string
  /** The commands exactly as they will run. */
  runs: string[]
  /** The whole script, as it will run. */
  script: string
  adds: Addition[]
  breaks: string
  doneWhen: string
  /** What one goes without by leaving it out; null where it cannot be left out. */
  skip: string | null
  undo: { runs: string[]; breaks: string } | null
  notes: LineNote[]
  /** Namespaces whose pods belong to it. */
  watches: string[]
  /** Files it writes, shown before they are used; secrets read "hidden". */
  files: { path: string; mode: string; text: string }[]
  /** Those that its check can name. */
  faults: KnownFault[]
}
