import type { Observation } from '../step.ts'

/** MicroK8s as snapd knows it. */
export interface SnapSeen {
  /** Null where snapd did not answer; `said` is then what it said. */
  snapd: string | null
  said: string
  /** Null where it is not installed. */
  microk8s: {
    version: string
    revision: string
    /** Track and risk: "1.32/stable". */
    channel: string
    /** "classic", "held", "disabled", "broken"… */
    notes: string[]
  } | null
  /** What snapd is doing about it right now, in its own words. */
  change: { id: string; summary: string } | null
}

export const snap: Observation<SnapSeen> = {
  id: 'snap',
  ask: () =>
    'LC_ALL=C.UTF-8; export LC_ALL; snap version 2>&1; echo; snap list microk8s 2>&1; echo; snap changes 2>&1',
  parse({ text }) {
    const [about = '', list = '', changes = ''] = text.split(/\n\n/)
    const snapd = /^snapd\s+(\d\S*)$/m.exec(about)?.[1] ?? null
    const [, version, revision, tracking, notes] =
      /^microk8s\s+(\S+)\s+(\S+)\s+(\S+)\s+\S+\s+(\S+)$/m.exec(list) ?? []
    const known = version !== undefined || /no matching snaps installed/.test(list)
    return {
      snapd: known ? snapd : null,
      said: known ? '' : (list.trim() || about.trim()).slice(0, 200),
      microk8s:
        version && revision && tracking && notes
          ? { version, revision, channel: trackAndRisk(tracking), notes: notes.split(',') }
          : null,
      change: changeOf(changes),
    }
  },
}

/** `snap list` adds a branch as a third part: "1.32/stable/ubuntu-24.04", or "1.32/stable/…". */
function trackAndRisk(tracking: string): string {
  return tracking.split('/').slice(0, 2).join('/')
}

/** Lines of ID, status, spawn, ready and summary, in columns two spaces apart at least. */
function changeOf(changes: string): SnapSeen['change'] {
  for (const line of changes.split('\n')) {
    const [id = '', status = '', , , summary = ''] = line.trim().split(/ {2,}/)
    const ours = /microk8s/.test(summary) || /refresh (\d+|all) snaps/i.test(summary)
    // A download ahead of time holds nothing up.
    if (/^(Do|Doing|Undo|Undoing|Wait|Abort)$/.test(status) && ours && !summary.startsWith('Pre-download'))
      return { id, summary }
  }
  return null
}
