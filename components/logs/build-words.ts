import type { BuildRow } from '../../lib/shared/build-row.ts'
import { formatDuration } from '../../lib/shared/format.ts'

/** How a build ended, in the console's words. */
export function buildOutcome({ outcome }: Pick<BuildRow, 'outcome'>): {
  kind: 'ok' | 'fail' | 'work' | 'unk'
  word: string
} {
  switch (outcome) {
    case 'pushed':
      return { kind: 'ok', word: 'Built' }
    case 'failed':
      return { kind: 'fail', word: 'Build failed' }
    case 'building':
      return { kind: 'work', word: 'Building' }
    case 'unknown':
      return { kind: 'unk', word: 'Not known' }
  }
}

/** How long it took; empty while it goes, and where nobody saw its end. */
export function buildTook({ startedAt, endedAt, outcome }: BuildRow): string {
  return endedAt === null || outcome === 'unknown' ? '' : formatDuration(Math.max(0, endedAt - startedAt))
}
