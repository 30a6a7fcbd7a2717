import type { BuildRow } from '../../shared/build-row.ts'

/** What is kept of each server's builds. */
const MOST_BUILDS = 200
const LONGEST_MS = 30 * 24 * 3_600_000
/** Of all servers' logs together, before they are packed. */
const MOST_BYTES = 300 * 1024 * 1024

/** The builds that are not kept any more: too old, too many of one server, too large together. Oldest first. */
export function excessBuilds(rows: readonly BuildRow[], now: number): BuildRow[] {
  const perServer = new Map<string, number>()
  let bytes = 0
  const excess: BuildRow[] = []
  for (const row of [...rows].sort((a, b) => b.startedAt - a.startedAt)) {
    if (row.outcome === 'building') continue
    const count = (perServer.get(row.serverId) ?? 0) + 1
    perServer.set(row.serverId, count)
    bytes += row.bytes
    if (count > MOST_BUILDS || now - row.startedAt > LONGEST_MS || bytes > MOST_BYTES) excess.push(row)
  }
  return excess.reverse()
}
