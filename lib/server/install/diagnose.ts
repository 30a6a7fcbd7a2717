import type { StepCheck, StepFailure } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Answers, Step } from '../steps/step.ts'
import type { NumberedLine } from './last-lines.ts'
import { knownFault } from './step-story.ts'
import { minutes, sentence, shown } from './words.ts'

/** What is known of a run that did not lead to what it should. */
export interface Symptoms {
  step: Step
  plan: Plan
  /** The transcript's last lines, in order. */
  lines: readonly NumberedLine[]
  end: RunEnd
  /** What the look after it says. */
  check: StepCheck
  answers: Answers
}

/** How its run ended. `late`: its time was up. `ended-there`: somebody on the server ended it. */
export type RunEnd =
  | { how: 'exited'; code: number; late: boolean }
  | { how: 'ended-there' }
  | { how: 'cut-off' }

type Fault = Step['faults'][number]
interface Fit {
  fault: Fault
  match: RegExpMatchArray | null
  line: NumberedLine | null
}

/**
 * Why a step stopped. The first of its faults that fits is the answer: what a run that failed said itself tells more
 * than what is seen afterwards, and the other way round where it claims that all is well. Where none fits, the last
 * words of the run, and that Bindery does not know them.
 */
export function diagnose(symptoms: Symptoms): StepFailure {
  const { step, check, end } = symptoms
  const named = check.state === 'broken' ? step.faults.find(({ id }) => id === check.fault) : undefined
  const told = step.faults.filter(({ line }) => line !== undefined)
  const seen = step.faults.filter(({ line }) => line === undefined)
  const byCheck = named ? [{ fault: named, match: null, line: null }] : []
  const byLine = fitting(told, symptoms)
  const order = claimsSuccess(end) ? [...byCheck, ...byLine] : [...byLine, ...byCheck]
  const [fit] = [...order, ...fitting(seen, symptoms)]
  return readable(fit ? known(withLine(fit, symptoms), symptoms) : unknown(symptoms))
}

/** The run ended, and what is known of its step could not be applied to it. */
export function inexplicable(): StepFailure {
  return {
    fault: null,
    what: 'The run ended, and Bindery could not explain how.',
    why: 'Bindery made a mistake of its own when it read what the run and the server said. Its log says more.',
    line: null,
    remedy: null,
    advice: 'Read what the run said, look the plan over, and run the step again.',
  }
}

/** Servers and what runs on them have a say in these texts. */
function readable(failure: StepFailure): StepFailure {
  const { what, why, line } = failure
  return {
    ...failure,
    what: shown(what),
    why: shown(why),
    line: line && { ...line, text: shown(line.text) },
  }
}

/** A failure without a run of its own to look at: a step that could not even begin. */
export function cannotBegin(what: string, why: string, advice: string): StepFailure {
  return { fault: null, what, why, line: null, remedy: null, advice }
}

function fitting(faults: readonly Fault[], { lines, answers, plan }: Symptoms): Fit[] {
  return faults.flatMap((fault): Fit[] => {
    if (fault.seen && !fault.seen(answers, plan)) return []
    if (!fault.line) return fault.seen ? [{ fault, match: null, line: null }] : []
    const found = findLast(lines, fault.line)
    return found ? [{ fault, ...found }] : []
  })
}

/** A fault that the check names may have a line in the transcript as well. */
function withLine(fit: Fit, { lines }: Symptoms): Fit {
  if (fit.line || !fit.fault.line) return fit
  return { ...fit, ...findLast(lines, fit.fault.line) }
}

function findLast(
  lines: readonly NumberedLine[],
  pattern: RegExp,
): { match: RegExpMatchArray; line: NumberedLine } | null {
  // With g or y a pattern would remember where it was.
  const plain = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  for (const line of lines.toReversed()) {
    const match = line.text.match(plain)
    if (match) return { match, line }
  }
  return null
}

/** Where no line tells, the fact that was seen does. */
function known({ fault, match, line }: Fit, { plan, check }: Symptoms): StepFailure {
  const { id, ...rest } = knownFault(fault, plan)
  const seen = line === null && check.state === 'broken' ? ` What was seen: ${sentence(check.evidence)}` : ''
  return {
    ...rest,
    fault: id,
    what: `${fault.what(match, plan)}${seen}`,
    line,
  }
}

const AGAIN = 'Run the step again when it is mended: what it has done already stays, and is not done twice.'

function unknown({ step, lines, end, check }: Symptoms): StepFailure {
  const none = { fault: null, remedy: null }
  if (claimsSuccess(end))
    return {
      ...none,
      what: `It ran to its end, and the check does not find what it should have done: ${check.evidence}`,
      why:
        check.state === 'differs'
          ? `Wanted is: ${check.wanted}. Bindery does not know what keeps it from being so.`
          : check.state === 'unknown'
            ? 'The server did not say enough to know whether it is done, and what is not known does not count as done.'
            : 'Its commands reported no error. Bindery does not know what keeps it from being so.',
      line: null,
      advice: `Look at what its commands said. ${AGAIN}`,
    }
  const stopped = lines.findLast(({ text }) => text.startsWith(STOPPED)) ?? null
  const line = stopped ?? lines.findLast(({ text }) => isTelling(text)) ?? null
  if (end.how === 'exited' && end.late)
    return {
      ...none,
      what: `It was not done after ${minutes(step.deadlineSeconds)}, and was ended.`,
      why: line
        ? 'No step may take for ever. The line below is the last that it said, so that is likely what it hung on.'
        : 'No step may take for ever. It said nothing that tells what it hung on.',
      line,
      advice: `See whether the server is very slow or waits for something. ${AGAIN}`,
    }
  if (end.how === 'ended-there')
    return {
      ...none,
      what: 'Something on the server ended it before it was done.',
      why: 'It was not Bindery: somebody or something there told its processes to end, as systemctl stop does.',
      line,
      advice: AGAIN,
    }
  if (end.how === 'cut-off')
    return {
      ...none,
      what: 'It was cut off before its end, more than once.',
      why: 'The server restarted, or something on it ended the run. Bindery ran the step again by itself, and that was cut off as well.',
      line,
      advice: `Find out what restarts the server or ends its processes. ${AGAIN}`,
    }
  if (stopped)
    return {
      ...none,
      what: stopped.text.slice(STOPPED.length).trim(),
      why: 'This is why the step itself does not go on. Bindery has no remedy for it.',
      line: stopped,
      advice: AGAIN,
    }
  return {
    ...none,
    what: line ? line.text.trim() : `It ended with exit code ${end.code} and said nothing.`,
    why: `Bindery does not know this failure: it has no explanation for ${line ? 'this line' : 'it'}. The run ended with exit code ${end.code}, and the check says: ${check.evidence}`,
    line,
    advice: `Read the lines before it and mend what they say on the server. ${AGAIN}`,
  }
}

const STOPPED = 'stopped: '

function claimsSuccess(end: RunEnd): boolean {
  return end.how === 'exited' && end.code === 0
}

/** Not what Bindery itself says of its commands, and not nothing. */
function isTelling(text: string): boolean {
  return text.trim() !== '' && !/^(# |checked: |waits: )/.test(text)
}
