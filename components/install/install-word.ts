import type { InstallRow } from '../../lib/shared/install.ts'
import type { StatusKind } from '../ui/status.tsx'
import { failedStep, isComplete, settledCount, stepNumber } from './progress.ts'

/** An install in a few words, for pages that are about something else. */
export interface InstallWord {
  kind: StatusKind
  /** "Installing, step 9 of 22" */
  word: string
  /** The same as a sentence. */
  lead: string
  /** Why, where that is known. */
  more: string
  /** Only a person can go on. */
  needsPerson: boolean
}

/** What is to be said elsewhere of an install that is under way or did not get through; null while there is nothing. */
export function installWord(row: InstallRow | undefined): InstallWord | null {
  if (row === undefined || row.plan === null) return null
  const { going, steps, ended } = row
  if (going !== null) {
    const at = `step ${stepNumber(row, going.current)} of ${steps.length}`
    if (going.stopping) return said('wait', `Stopping at ${at}`, `The install is being stopped at ${at}.`, '')
    if (going.held !== null)
      return said('wait', `Install waits at ${at}`, `The install waits at ${at}.`, going.held.message)
    return said('work', `Installing, ${at}`, `The install is at ${at}.`, '')
  }
  const failed = failedStep(row)
  if (failed !== null) {
    const at = `step ${stepNumber(row, failed.id)}`
    const { what } = failed.activity.failure
    return {
      ...said('fail', `Install stopped at ${at}`, `The install stopped at ${at}.`, what),
      needsPerson: true,
    }
  }
  if (isComplete(row) || ended === null) return null
  switch (ended.how) {
    case 'paused':
      return said('wait', 'Install paused', `The install is paused.`, doneSoFar(row))
    case 'stopped':
      return said('wait', 'Install stopped by hand', 'The install was stopped by a person.', doneSoFar(row))
    case 'failed':
    case 'finished':
      return null
  }
}

/** Beside "Install" in the navigation: the step it is at, "done", or nothing while there is no plan. */
export function installCount(row: InstallRow | undefined): string | null {
  if (row === undefined || row.plan === null || row.steps.length === 0) return null
  const at = row.going?.current ?? failedStep(row)?.id
  if (at !== undefined) return `${stepNumber(row, at)}/${row.steps.length}`
  return isComplete(row) ? 'done' : `${settledCount(row)}/${row.steps.length}`
}

/** What a button on another page calls the way to the install; null once all is done. */
export function installInvitation(row: InstallRow | undefined): string | null {
  if (row === undefined || row.plan === null) return 'Install BinderHub'
  if (row.going !== null) return 'Watch the install'
  if (failedStep(row) !== null) return 'See why the install stopped'
  if (isComplete(row)) return null
  return row.ended === null ? 'Install BinderHub' : 'Go on with the install'
}

function said(kind: StatusKind, word: string, lead: string, more: string): InstallWord {
  return { kind, word, lead, more, needsPerson: false }
}

function doneSoFar(row: InstallRow): string {
  return `${settledCount(row)} of ${row.steps.length} steps are done.`
}
