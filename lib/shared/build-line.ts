/** What a line of repo2docker's `--json-logs` says. */
interface BuildLine {
  /** "fetching", "building", "pushing", "failed"… */
  phase: string
  /** May have several lines, or half a line. */
  message: string
  /** Of a push: how far it is, in percent; null where it does not say. */
  percent: number | null
}

/** Reads a line of a builder; null for one that is no JSON of it, such as a line of git. */
export function readBuildLine(text: string): BuildLine | null {
  if (!text.startsWith('{')) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('message' in value) ||
    typeof value.message !== 'string'
  )
    return null
  const phase = 'phase' in value && typeof value.phase === 'string' ? value.phase : ''
  return { phase, message: value.message, percent: 'progress' in value ? percentOf(value.progress) : null }
}

/** True for the phase in which a build says that it failed: newer and older builders have their own word. */
export function saysFailed(phase: string): boolean {
  return phase === 'failed' || phase === 'failure'
}

/** Layers are counted alike: what is there already is whole. */
function percentOf(progress: unknown): number | null {
  if (typeof progress !== 'object' || progress === null) return null
  const layers = Object.values(progress)
  if (layers.length === 0) return null
  const shares = layers.map((layer: unknown) => {
    if (typeof layer !== 'object' || layer === null || !('current' in layer) || !('total' in layer)) return 1
    const { current, total } = layer
    return typeof current === 'number' && typeof total === 'number' && total > 0
      ? Math.min(1, Math.max(0, current / total))
      : 1
  })
  return Math.round((shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100)
}
