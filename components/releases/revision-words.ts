import { counted } from '../../lib/shared/count-words.ts'
import type { ReleaseRevision } from '../../lib/shared/releases-api.ts'
import type { StatusKind } from '../ui/status.tsx'

/** A revision as its line tells it. */
interface RevisionWords {
  kind: StatusKind
  word: string
  /** What it was about. */
  title: string
  /** In the machine's own terms. */
  facts: string
}

/** `newest`: whether it is the first of the list. */
export function revisionWords(revision: ReleaseRevision, newest: boolean): RevisionWords {
  return { ...stateOf(revision, newest), title: titleOf(revision), facts: factsOf(revision) }
}

/** Helm's own words are in its documentation: https://helm.sh/docs/helm/helm_status/ */
function stateOf({ status, run }: ReleaseRevision, newest: boolean): Pick<RevisionWords, 'kind' | 'word'> {
  switch (status) {
    case 'deployed':
      return newest && run?.status.state === 'exited' && run.status.code !== 0
        ? { kind: 'warn', word: 'Running, and its run failed' }
        : { kind: 'ok', word: 'Running' }
    case 'superseded':
      return { kind: 'skip', word: 'Replaced' }
    case 'failed':
      return { kind: 'fail', word: 'Failed' }
    default:
      return status.startsWith('pending-') || status === 'uninstalling'
        ? newest && run?.status.state === 'running'
          ? { kind: 'work', word: 'Under way' }
          : { kind: newest ? 'warn' : 'skip', word: 'Cut off' }
        : { kind: 'unk', word: status }
  }
}

function titleOf({ said, config, changed, chart, chartBefore, status, run }: ReleaseRevision): string {
  const back = /^Rollback to (\d+)/.exec(said)?.[1]
  if (back !== undefined) return `Back to revision ${back}`
  if (status === 'failed') return said || 'It did not get through'
  if (config !== null && config.note !== '') return config.note
  if (chartBefore !== null && chartBefore !== chart)
    return `Chart ${shortChart(chartBefore)} to ${shortChart(chart)}`
  if (changed === null) return /^Install/.test(said) ? 'Installed' : 'What was before it is no longer kept'
  if (changed.length > 0)
    return `Changed ${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}`
  return run === null ? 'Put in place again by hand, nothing changed' : 'Put in place again, nothing changed'
}

function factsOf({ chart, changed, config }: ReleaseRevision): string {
  const parts = [
    `chart ${shortChart(chart)}`,
    changed === null
      ? null
      : changed.length === 0
        ? 'same values'
        : `${counted(changed.length, 'value')} changed`,
    config === null ? null : `binder.yaml ${config.number}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** "3941.h9056a226" of `1.0.0-0.dev.git.3941.h9056a226`. */
export function shortChart(version: string): string {
  return version.replace(/^.*\.git\./, '')
}
