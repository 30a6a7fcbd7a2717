import { isScalar } from 'yaml'
import { about, type Rule, setTo } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { quoted } from './quoted.ts'
import type { Entry } from './values-text.ts'

/** KubeSpawner's own sizes: a number of bytes, or a number and K, M, G or T (powers of 1024). */
const SPAWNER_MEMORY = /^\d+(\.\d+)?[KMGT]$/
/** Kubernetes' quantities. */
const KUBE_MEMORY = /^\d+(\.\d+)?([eE][+-]?\d+|m|[kMGTPE]|[KMGTPE]i)?$/

/**
 * Two kinds of sizes stand in one file, and each place takes one of them: people's memory is read by KubeSpawner, which
 * knows no Gi, and everything called `resources` by Kubernetes, which knows no lower-case g. A wrong one for people is
 * taken by Helm and then fails every launch: "TraitError: 8Gi is not a valid memory specification".
 */
export const amountRules: Rule = ({ file }) =>
  file.entries.flatMap((entry) => {
    const path = entry.path.join('.')
    const value = isScalar(entry.node) ? entry.node.value : undefined
    if (/^jupyterhub\.singleuser\.memory\.(limit|guarantee)$/.test(path)) return spawnerMemory(entry, value)
    if (/^jupyterhub\.singleuser\.cpu\.(limit|guarantee)$/.test(path)) return spawnerCpu(entry, value)
    if (/(^|\.)resources\.(limits|requests)\.memory$/.test(path)) return kubeMemory(entry, value)
    return []
  })

function spawnerMemory(entry: Entry, value: unknown): Diagnostic[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'number')
    return value > 0 && value < 1024 * 1024
      ? [
          about(
            entry,
            'memory-bytes',
            'warning',
            `A number alone is bytes: ${value} bytes. No notebook starts in that.`,
            write(entry, `${value}M`),
          ),
        ]
      : []
  if (typeof value !== 'string' || SPAWNER_MEMORY.test(value)) return []
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kKmMgGtT])?i?[bB]?$/.exec(value) ?? []
  const better = number === undefined ? null : `${number}${(unit ?? 'M').toUpperCase()}`
  return [
    about(
      entry,
      'memory-unit',
      'error',
      `${value} is not a size here${better === null ? ': write a number and K, M, G or T' : `, write ${better}`}. Helm would accept it, and then every launch would fail.`,
      better === null ? null : write(entry, better),
    ),
  ]
}

function spawnerCpu(entry: Entry, value: unknown): Diagnostic[] {
  if (value === null || value === undefined || typeof value === 'number') return []
  const milli = typeof value === 'string' ? /^(\d+)m$/.exec(value)?.[1] : undefined
  const better =
    milli !== undefined
      ? String(Number(milli) / 1000)
      : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
        ? value
        : null
  return [
    about(
      entry,
      'cpu-number',
      'error',
      `Cores are a number here, such as 0.5; ${String(value)} is none. Charts refuse it, or every launch fails.`,
      better === null ? null : { label: `Write ${better}`, edits: [setTo(entry, better)] },
    ),
  ]
}

function kubeMemory(entry: Entry, value: unknown): Diagnostic[] {
  if (typeof value !== 'string' || KUBE_MEMORY.test(value)) return []
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kKmMgGtT])i?[bB]?$/.exec(value) ?? []
  const better = number === undefined || unit === undefined ? null : `${number}${unit.toUpperCase()}i`
  return [
    about(
      entry,
      'quantity',
      'error',
      `Kubernetes does not know ${value}${better === null ? '' : `: write ${better}`}. The upgrade would be refused.`,
      better === null ? null : write(entry, better),
    ),
  ]
}

function write(entry: Entry, size: string): Diagnostic['fix'] {
  return { label: `Write ${size}`, edits: [setTo(entry, quoted(size))] }
}
