import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { ChartIndexSeen } from '../../shared/plan-look.ts'

const kept = z.object({
  readAt: z.number(),
  versions: z.array(
    z.object({
      version: z.string(),
      kubeVersion: z.string(),
      created: z.nullable(z.number()),
      jupyterhub: z.nullable(z.string()),
    }),
  ),
})

export interface ChartCache {
  of(serverId: string): ChartIndexSeen | null
  put(serverId: string, index: ChartIndexSeen): void
}

/** The chart's versions as each server last read them, for when it cannot. Files of the data folder: losing them costs nothing. */
export function createChartCache(dataFolder: string): ChartCache {
  const folder = join(dataFolder, 'cache')
  const file = (serverId: string): string => join(folder, `chart-index-${encodeURIComponent(serverId)}.json`)
  return {
    of(serverId) {
      try {
        return kept.parse(JSON.parse(readFileSync(file(serverId), 'utf8')))
      } catch {
        return null
      }
    },
    put(serverId, index) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(file(serverId), JSON.stringify(index), { mode: 0o600 })
      } catch {
        // A full disk must not keep anybody from planning.
      }
    },
  }
}
