import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'
import type { ChartVersion } from '../../../shared/plan-look.ts'
import type { Observation } from '../../steps/step.ts'

const INDEX = 'https://jupyterhub.github.io/helm-chart/index.yaml'
/** 1.7 MB in October 2024 (domain.md 2.5); whatever is larger than this is something else. */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_VERSIONS = 500

/**
 * The versions of the chart, as the server itself reads them: what it cannot reach, it cannot install. Newest first;
 * null where the index could not be read.
 */
export const chartIndexSeen: Observation<ChartVersion[] | null> = {
  id: 'plan-chart-index',
  ask: () => `set -o pipefail; curl -fsSL --compressed --max-time 7 ${INDEX} | gzip -c | base64 -w0`,
  parse({ text, code }) {
    if (code !== 0) return null
    try {
      const index = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_BYTES })
      return readIndex(parse(index.toString('utf8')))
    } catch {
      return null
    }
  },
}

/** The newest 500, and of the rest those that somebody may have already. */
export function keptCharts(
  versions: readonly ChartVersion[],
  also: readonly (string | undefined)[],
): ChartVersion[] {
  return versions.filter(({ version }, at) => at < MAX_VERSIONS || also.includes(version))
}

function readIndex(index: unknown): ChartVersion[] | null {
  const entries = field(field(index, 'entries'), 'binderhub')
  if (!Array.isArray(entries)) return null
  return entries
    .flatMap((entry): ChartVersion[] => {
      const version = field(entry, 'version')
      if (typeof version !== 'string' || !/^\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,80}$/.test(version)) return []
      const kubeVersion = field(entry, 'kubeVersion')
      const created = Date.parse(String(field(entry, 'created')))
      const dependencies = field(entry, 'dependencies')
      const inner = field(Array.isArray(dependencies) ? dependencies[0] : null, 'version')
      return [
        {
          version,
          kubeVersion: typeof kubeVersion === 'string' ? kubeVersion : '',
          created: Number.isNaN(created) ? null : created,
          jupyterhub: typeof inner === 'string' ? inner : null,
        },
      ]
    })
    .sort(newestFirst)
}

/**
 * By the number of commits that a version counts (`git.3941`); those without one, of old, after them by their date,
 * as their text sorts `n1011` before `n988`.
 */
function newestFirst(a: ChartVersion, b: ChartVersion): number {
  return commits(b) - commits(a) || (b.created ?? 0) - (a.created ?? 0)
}

function commits({ version }: ChartVersion): number {
  return Number(/\.git\.(\d+)\.h/.exec(version)?.[1] ?? -1)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
