import { visible } from '../../shared/visible.ts'

const SHOWN = 600

/** What a server said, as it may stand in a sentence of ours: nothing that steers a terminal, 600 characters at most. */
export function shown(text: string): string {
  const safe = visible(text.slice(0, SHOWN + 1), '\t')
  return safe.length > SHOWN ? `${safe.slice(0, SHOWN - 1)}…` : safe
}

/** So many seconds as a person says a limit: "45 s", "10 min". */
export function minutes(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}

/** One sentence: what ends without a full stop gets one. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
