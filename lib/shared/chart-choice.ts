import { kubeVersionFits } from './kube-version.ts'
import type { ChartVersion } from './plan-look.ts'

/** GET /api/servers/:server/charts. Times in milliseconds since the epoch. */
export interface ChartsSeen {
  /** Newest first. */
  versions: readonly ChartVersion[]
  /** When the index was read; null where it never could be. */
  readAt: number | null
  /** The version that runs; null where none does. */
  running: string | null
  /** "1.33"; null where it is not known. */
  kubernetes: string | null
}

/** A version of the chart as it is offered. */
export interface ChartChoice extends ChartVersion {
  runs: boolean
  newest: boolean
  /** Why this cluster cannot run it; null where it can, as far as is known. */
  whyNot: string | null
  /** Where the commits are to be read that lie between what runs and this; null where that is not known. */
  commits: string | null
}

/** The versions as choices: which runs, which is the newest that can, and why others cannot. */
export function chartChoices({ versions, running, kubernetes }: ChartsSeen): ChartChoice[] {
  const from = running === null ? null : commitOf(running)
  const fits = (chart: ChartVersion): boolean => whyNot(chart, kubernetes) === null
  const newest = versions.find(fits)?.version
  return versions.map((chart) => ({
    ...chart,
    runs: chart.version === running,
    newest: chart.version === newest,
    whyNot: whyNot(chart, kubernetes),
    commits: commitsBetween(from, chart.version),
  }))
}

function whyNot({ kubeVersion }: ChartVersion, kubernetes: string | null): string | null {
  return kubernetes !== null && kubeVersion !== '' && kubeVersionFits(kubeVersion, kubernetes) === false
    ? `It needs Kubernetes ${kubeVersion.replace(/-0$/, '')}; here is ${kubernetes}.`
    : null
}

/** The commit of jupyterhub/binderhub that a development version was made of. */
function commitOf(version: string): { number: number; sha: string } | null {
  const [, number, sha] = /\.git\.(\d+)\.h([0-9a-f]{6,40})$/.exec(version) ?? []
  return number === undefined || sha === undefined ? null : { number: Number(number), sha }
}

function commitsBetween(from: ReturnType<typeof commitOf>, version: string): string | null {
  const to = commitOf(version)
  if (from === null || to === null || from.sha === to.sha) return null
  const [older, newer] = from.number <= to.number ? [from, to] : [to, from]
  return `https://github.com/jupyterhub/binderhub/compare/${older.sha}...${newer.sha}`
}
