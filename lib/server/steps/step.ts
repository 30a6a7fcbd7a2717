import type { Addition, LineNote, StepCheck, StepGroup, StepId } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'

/** What a server answered to one question: what it printed, and the exit code. 124 means that it took too long. */
export interface Answer {
  text: string
  code: number
}

/**
 * One thing that is looked at: a read-only piece of bash, run as root by a bash of its own beside all others, and
 * how to read what it printed. Its standard error is dropped unless the piece itself keeps it. `ask` gets the plan;
 * the values it puts in go through `sh`.
 */
export interface Observation<Seen> {
  /** Unique among all observations. */
  id: string
  ask(plan: Plan): string
  parse(answer: Answer, plan: Plan): Seen
}

type Observations = Record<string, Observation<unknown>>
export type Seen<Sees extends Observations> = {
  [Name in keyof Sees]: Sees[Name] extends Observation<infer Value> ? Value : never
}

/** A failure that is known, how it is recognised, and what is done about it. */
export interface Fault<Sees extends Observations = Observations> {
  /** Unique within the step. */
  id: string
  /** The line of the transcript (without colours) that tells. One of `line` and `seen` recognises; both must, where both are there. */
  line?: RegExp
  seen?(seen: Seen<Sees>, plan: Plan): boolean
  what(match: RegExpMatchArray | null, plan: Plan): string
  why: string
  /** What Bindery can do about it. The step runs again afterwards. */
  remedy?: {
    says: string
    commands(plan: Plan): { command: string; why?: string }[]
    script(plan: Plan): string
    breaks: string
  }
  /** What the person can do. Needed where there is no remedy. */
  advice?: string
}

/** What a step's script may know that nobody may see. */
export interface StepSecrets {
  /** Null where the plan's registry has none. */
  registryToken: string | null
  /** Its mark, as `PlanToken` has it. */
  registryTokenMark: string | null
}

/** By what a check tells the plan's registry token from another one, without knowing either. */
export interface PlanToken {
  /** Null where there is none, or none is known: then nothing is compared. */
  mark: string | null
  markOf(token: string): string
}

/** For a plan whose token is not known. */
const unknownToken: PlanToken = { mark: null, markOf: () => '' }

/** One thing that the install does. Data and small pure functions: everything that acts is in `script` and `undo`. */
export interface StepDefinition<Sees extends Observations> {
  id: StepId
  group: StepGroup
  title: string
  /** The sentence of the page while it is at work: "Giving services their addresses." */
  doing: string
  why: string
  /** How long it usually takes, from and to, in seconds. */
  usualSeconds: readonly [number, number]
  /** After so many seconds its run is ended. Longer than any wait inside. */
  deadlineSeconds: number
  sees: Sees
  check(seen: Seen<Sees>, plan: Plan, token: PlanToken): StepCheck
  /** The commands as a person would type them as root; what the page shows under "Runs". */
  runs(plan: Plan): string[]
  /** The body of a bash script; compose-script.ts puts the prelude before it. Safe to run again after any interruption. */
  script(plan: Plan): string
  /** Variables of the script that stay hidden. */
  secrets?(plan: Plan, secrets: StepSecrets): Record<string, string>
  adds(plan: Plan): Addition[]
  breaks(plan: Plan): string
  doneWhen(plan: Plan): string
  /** What may be half done when it is stopped in the middle. */
  ifStopped: string
  /** What one goes without by leaving it out. Absent: it cannot be left out. */
  skip?: string
  notes?: readonly LineNote[]
  faults?: readonly Fault<NoInfer<Sees>>[]
  /** How to take it off again. Absent: there is nothing to take off. */
  undo?(plan: Plan): { runs: string[]; script: string; breaks: string } | null
  watches?(plan: Plan): string[]
  /** Files it writes, with "hidden" in place of secrets. */
  files?(plan: Plan): { path: string; mode: string; text: string }[]
}

/** Answers by the id of the observation. */
export type Answers = ReadonlyMap<string, Answer>

/** A step as the installer knows it: what it sees is sealed inside. */
export interface Step extends Omit<StepDefinition<Observations>, 'sees' | 'check' | 'faults'> {
  sees: readonly Observation<unknown>[]
  /** `unknown` where an answer that it needs is not there. */
  check(answers: Answers, plan: Plan, token?: PlanToken): StepCheck
  faults: readonly (Omit<Fault, 'seen'> & { seen?: (answers: Answers, plan: Plan) => boolean })[]
}

/**
 * Makes a step out of its definition.
 *
 * @example export const community = defineStep({ id: 'community', sees: { folder }, check: ({ folder }) => …, … })
 */
export function defineStep<const Sees extends Observations>(definition: StepDefinition<Sees>): Step {
  const { sees, check, faults = [], ...rest } = definition
  const read = (answers: Answers, plan: Plan): Seen<Sees> | null => {
    const entries: [string, unknown][] = []
    for (const [name, observation] of Object.entries(sees)) {
      const answer = answers.get(observation.id)
      if (!answer) return null
      entries.push([name, observation.parse(answer, plan)])
    }
    // The keys are those of `sees`, each with what its own observation read.
    return Object.fromEntries(entries) as Seen<Sees>
  }
  return {
    ...rest,
    sees: Object.values(sees),
    check(answers, plan, token = unknownToken) {
      const seen = read(answers, plan)
      return seen ? check(seen, plan, token) : { state: 'unknown', evidence: 'not looked at yet' }
    },
    faults: faults.map(({ seen: recognises, ...fault }) => ({
      ...fault,
      ...(recognises === undefined
        ? {}
        : {
            seen(answers: Answers, plan: Plan): boolean {
              const seen = read(answers, plan)
              return seen !== null && recognises(seen, plan)
            },
          }),
    })),
  }
}
