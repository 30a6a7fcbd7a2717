import type { Problem } from '../../lib/shared/problem.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { explainExit } from './explain-exit.ts'

/** What happened, why, and what to do, where a run's word alone would leave a person guessing. */
export interface RunStory {
  what: string
  why: string | null
  next: string | null
}

/** The story of a run that waits, failed, or ended in a way that has to be told; null where all is plain. */
export function runStory(run: RunRow): RunStory | null {
  const { status, serverName } = run
  switch (status.state) {
    case 'starting':
      return status.stalled
        ? stalledStory(`Bindery cannot hand it to ${serverName} at the moment.`, status.stalled)
        : null
    case 'running':
      return status.stalled
        ? stalledStory(
            `It was running on ${serverName}; Bindery cannot follow it at the moment.`,
            status.stalled,
          )
        : null
    case 'queued':
      return status.stalled
        ? stalledStory('Bindery cannot start it at the moment.', status.stalled)
        : queueStory(status.waitsFor, serverName)
    case 'cancelling':
      if (status.stalled)
        return stalledStory('Bindery could not stop it yet: it may still be running.', status.stalled)
      return {
        what: 'Bindery stops every process of this run.',
        why: 'They have ten seconds to end by themselves, then they are ended by force.',
        next: null,
      }
    case 'exited':
      return status.code === 0 ? null : failedStory(status.code)
    case 'cancelled':
      return run.startedAt === null
        ? { what: 'It was cancelled before it started.', why: null, next: 'Nothing of it ran.' }
        : {
            what: 'A person cancelled it, and every process of it was stopped.',
            why: null,
            next: 'What it had done until then stays done; what was half done stays half done.',
          }
    case 'interrupted':
      return status.by === 'reboot'
        ? {
            what: 'The server rebooted at some time while this ran. It did not finish.',
            why: null,
            next: 'Lines until then are below. Look how far it came before you run it again.',
          }
        : {
            what: 'It was stopped on the server, not from here. It did not finish.',
            why: `Somebody or something on ${serverName} ended its unit, bindery-run-${run.id}.`,
            next: 'Lines until then are below. Look how far it came before you run it again.',
          }
    case 'lost':
      return lostStory(status.why, serverName)
    case 'not-started':
      return { what: 'It never started.', why: status.why, next: 'Nothing of it ran.' }
  }
}

function stalledStory(what: string, { message, said, hint }: Problem): RunStory {
  return {
    what,
    why: said === undefined ? message : `${message} (${said})`,
    next: `${hint === undefined ? '' : `${hint} `}Bindery tries again every few seconds.`,
  }
}

function queueStory(waitsFor: 'other-run' | 'other-console' | 'link', server: string): RunStory {
  switch (waitsFor) {
    case 'other-run':
      return {
        what: `It starts when the run before it on ${server} has ended.`,
        why: 'One run at a time changes a server, so that no two get in each other’s way.',
        next: null,
      }
    case 'other-console':
      return {
        what: `Another Bindery runs something on ${server}. This starts when that has ended.`,
        why: 'One run at a time changes a server, so that no two get in each other’s way.',
        next: null,
      }
    case 'link':
      return {
        what: `There is no connection to ${server}. It starts when the connection is back.`,
        why: null,
        next: null,
      }
  }
}

function failedStory(code: number): RunStory {
  return {
    what: `The script ended with exit code ${code}.`,
    why: explainExit(code),
    next: 'The last lines below usually say which command it was. What ran before it stays done.',
  }
}

function lostStory(why: 'files-gone' | 'died' | 'forgotten' | 'record-damaged', server: string): RunStory {
  const next = `Look on ${server} at what it was meant to do before you run it again: it may have finished.`
  switch (why) {
    case 'files-gone':
      return {
        what: 'Nobody can know how this ended.',
        why: `Its files are gone from ${server}: /var/lib/bindery was emptied, or the server was reinstalled.`,
        next,
      }
    case 'died':
      return {
        what: 'Nobody can know how far this came.',
        why: 'Its processes are gone and left no exit code, as after a kill -9, a full disk or too little memory.',
        next,
      }
    case 'forgotten':
      return {
        what: 'Nobody here knows how this ended.',
        why: `${server} was forgotten while it ran there.`,
        next,
      }
    case 'record-damaged':
      return {
        what: 'Nobody here knows how this ended.',
        why: 'What Bindery had written down of it in its database is damaged.',
        next,
      }
  }
}
