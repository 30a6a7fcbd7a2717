import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

/** Root's Helm repository `jupyterhub`. */
export interface ChartRepositorySeen {
  /** Null where Helm has no repository of that name. */
  url: string | null
  /** Whether the index that was fetched last has the chart version of the plan. */
  hasVersion: boolean
  /** When the index was fetched, in milliseconds since the epoch; null where there is none. */
  fetchedAt: number | null
}

export const chartRepository: Observation<ChartRepositorySeen> = {
  id: 'chart-repository',
  // Read from Helm's own files: starting Helm would cost 100 ms, and it would say nothing of the index.
  ask: ({ chartVersion }) => sh`index=/root/.cache/helm/repository/jupyterhub-index.yaml
awk '$1 == "-" { $1 = ""; sub(/^ /, "") } /^ *name:/ { name = $2 } /^ *url:/ { url = $2 } name == "jupyterhub" && url { print "url", url; exit } /^ *url:/ { url = "" }' /root/.config/helm/repositories.yaml
[ -s "$index" ] && stat -c 'fetched %Y' "$index" && grep -qE ${versionLine(chartVersion)} "$index" && echo version`,
  parse({ text }) {
    const fetched = /^fetched (\d+)$/m.exec(text)?.[1]
    return {
      url: /^url "?(\S+?)"?$/m.exec(text)?.[1] ?? null,
      hasVersion: /^version$/m.test(text),
      fetchedAt: fetched === undefined ? null : Number(fetched) * 1000,
    }
  },
}

/** The index is YAML, or JSON on several lines, which is YAML too. */
function versionLine(version: string): string {
  return `^ *"?version"?: *"?${version.replace(/[.+]/g, '\\$&')}"?,?$`
}
