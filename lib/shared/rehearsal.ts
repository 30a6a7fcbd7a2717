import type { Diagnostic } from './config-check/diagnostic.ts'
import type { ReleaseDiff } from './releases-api.ts'

/**
 * GET /api/servers/:server/releases/rehearsal?number=3&chart=…: what an upgrade would do, found out without doing it. `number`
 * 0 is the file that the server has.
 */
export interface Rehearsal {
  number: number
  /** The binder.yaml that was rehearsed. */
  text: string
  chart: { running: string | null; target: string }
  /** Milliseconds since the epoch, and how long it took. */
  at: number
  tookMs: number
  /** Why the chart could not be had; null where it could. */
  noChart: { damaged: boolean; said: string } | null
  /** What there is to say of the file, by the schema of the target and by what is known of silent traps. */
  findings: readonly Diagnostic[]
  /** False where the chart's schema could not be read: then only Helm has judged the file. */
  bySchema: boolean
  /** Helm's own words, where it would refuse. */
  refusal: string | null
  /** What differs from what runs; null where Helm refused or nothing runs. */
  diff: Pick<ReleaseDiff, 'objects' | 'folded' | 'restarts'> | null
  /** Who is on it now; null where nobody could count. */
  work: { people: number; builds: number } | null
  /** Images that are not on the node yet. */
  images: readonly string[]
  diskFree: number | null
}

/** One word for the whole: `refused`, nothing would happen; `careful`, it would go through with something to know. */
export type Verdict = { is: 'refused' | 'careful' | 'well'; why: readonly string[] }

/** Images of a release have some hundred megabytes each, and kubelet evicts below 1 GiB. */
const ROOM_BYTES = 5e9

export function verdictOf({ noChart, findings, refusal, diff, work, images, diskFree }: Rehearsal): Verdict {
  if (noChart !== null)
    return {
      is: 'refused',
      why: [noChart.damaged ? 'The package of this chart is damaged.' : 'The server cannot get this chart.'],
    }
  const mistakes = findings.filter(({ severity }) => severity === 'error').length
  if (refusal !== null) return { is: 'refused', why: ['Helm refuses it. Nothing would be changed.'] }
  const parts = new Set(diff?.restarts.map(({ part }) => part))
  const why = [
    ...(mistakes > 0
      ? [`${mistakes} ${mistakes === 1 ? 'place' : 'places'} in binder.yaml would do harm.`]
      : []),
    ...(diskFree !== null && images.length > 0 && diskFree < ROOM_BYTES
      ? [`There are ${(diskFree / 1e9).toFixed(1)} GB left for new images.`]
      : []),
    ...(work === null && (parts.has('proxy') || parts.has('builder'))
      ? ['Who is on it could not be counted, and what begins anew may cut them off.']
      : []),
    ...(work !== null && work.people > 0 && parts.has('proxy')
      ? [`${work.people} ${work.people === 1 ? 'person is' : 'people are'} cut off for some seconds.`]
      : []),
    ...(work !== null && work.builds > 0 && parts.has('builder')
      ? [`${work.builds} ${work.builds === 1 ? 'build' : 'builds'} under way would fail.`]
      : []),
  ]
  return { is: why.length > 0 ? 'careful' : 'well', why }
}
