'use client'

import { useMemo } from 'react'
import { type ClusterTable, useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useNow } from '../../lib/client/use-now.ts'
import { formatBytes, formatCores, formatTime } from '../../lib/shared/format.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { Amounts, PodRow } from '../../lib/shared/pod-row.ts'
import { USAGE_KEPT_MS, type UsageHistory, type UsageRow, usageOfPod } from '../../lib/shared/usage-row.ts'
import { nodeLines } from '../cluster/node-line.ts'
import { TimeText } from '../ui/time-text.tsx'
import { MeasuringNote } from './measuring-note.tsx'
import { Sparkline } from './sparkline.tsx'
import { usageTruth } from './usage-truth.ts'
import { besideWords } from './usage-words.ts'
import { useUsageHistory } from './use-usage-history.ts'

interface UsageSectionProps {
  serverId: string
  object: ObjectRef
}

const NOTHING: Amounts = { cpuMilli: 0, memoryBytes: 0 }

/** What a pod uses, against what it was promised and what it may use. Nothing for one that has ended. */
export function PodUsage({ serverId, object, pod }: UsageSectionProps & { pod: PodRow }) {
  const usage = useClusterTable(serverId, 'podUsage')
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return null
  return (
    <Usage
      serverId={serverId}
      object={object}
      usage={usage}
      row={usageOfPod(pod, usage.byKey)}
      since={pod.createdAt}
      promised={pod.requests}
      atMost={pod.limits}
    />
  )
}

/** What a node uses, against what its pods were promised and what there is for pods. */
export function NodeUsage({ serverId, object }: UsageSectionProps) {
  const usage = useClusterTable(serverId, 'nodeUsage')
  const nodes = useClusterTable(serverId, 'nodes')
  const pods = useClusterTable(serverId, 'pods')
  const node = useMemo(
    () =>
      nodeLines(
        nodes.rows.filter(({ name }) => name === object.name),
        pods.rows,
        usage.byKey,
      )[0],
    [nodes.rows, pods.rows, usage.byKey, object.name],
  )
  return (
    <Usage
      serverId={serverId}
      object={object}
      usage={usage}
      row={usage.byKey.get(object.name) ?? null}
      since={node?.createdAt ?? 0}
      promised={node?.requested ?? NOTHING}
      atMost={node?.allocatable ?? NOTHING}
    />
  )
}

interface UsageProps extends UsageSectionProps {
  usage: ClusterTable<UsageRow>
  row: UsageRow | null
  /** What was measured before was a namesake. */
  since: number
  promised: Amounts
  atMost: Amounts
}

function Usage({ serverId, object, usage, row, since, promised, atMost }: UsageProps) {
  const read = useUsageHistory(serverId, object, row?.at ?? null)
  const history = useMemo(() => from(read, since), [read, since])
  const truth = usageTruth(usage)
  const of = object.kind === 'Node' ? 'node' : 'pod'
  return (
    <section className="usage">
      <h3 className="h3">Use in the last hour</h3>
      <MeasuringNote serverId={serverId} usage={usage} />
      {row === null ? (
        truth.is === 'measured' && <p className="hint">Not measured yet. That takes up to a minute.</p>
      ) : (
        <div className={truth.is === 'old' ? 'stale-data' : undefined}>
          <Measure
            name="CPU"
            words={besideWords({ promised: promised.cpuMilli, atMost: atMost.cpuMilli }, of, cores)}
            now={cores(row.cpuMilli)}
            at={history.at}
            values={history.cpuMilli}
            promised={promised.cpuMilli}
            atMost={atMost.cpuMilli}
          />
          <Measure
            name="Memory"
            words={besideWords(
              { promised: promised.memoryBytes, atMost: atMost.memoryBytes },
              of,
              formatBytes,
            )}
            now={formatBytes(row.memoryBytes)}
            at={history.at}
            values={history.memoryBytes}
            promised={promised.memoryBytes}
            atMost={atMost.memoryBytes}
          />
          <Beginning at={history.at} since={since} />
        </div>
      )}
    </section>
  )
}

const cores = (milli: number): string => `${formatCores(milli)} ${milli === 1000 ? 'core' : 'cores'}`

interface MeasureProps {
  name: string
  now: string
  /** What else there is to say of it. */
  words: string
  at: readonly number[]
  values: readonly number[]
  promised: number
  atMost: number
}

function Measure({ name, now, words, ...line }: MeasureProps) {
  return (
    <div className="used">
      <p>
        <span className="dim">{name}</span> <b>{now}</b> <span className="dim">{words}</span>
      </p>
      <Sparkline label={`${name} in the last hour: now ${now}. ${words}`} {...line} />
    </div>
  )
}

/** Why a line is shorter than an hour, where the pod itself is older. */
function Beginning({ at, since }: { at: readonly number[]; since: number }) {
  const now = useNow()
  const [first] = at
  const last = at.at(-1)
  if (first === undefined || last === undefined) return null
  const isWhole = last - first > USAGE_KEPT_MS * 0.95 || first - since < 2 * 60_000
  if (isWhole) return null
  return (
    <p className="hint">
      <TimeText>{`Measured since ${formatTime(first, now)}: Bindery asks while somebody looks.`}</TimeText>
    </p>
  )
}

const EMPTY: UsageHistory = { at: [], cpuMilli: [], memoryBytes: [] }

/** What was measured from a moment on. */
function from(history: UsageHistory | null, since: number): UsageHistory {
  if (history === null) return EMPTY
  const first = history.at.findIndex((at) => at >= since)
  if (first < 0) return EMPTY
  return {
    at: history.at.slice(first),
    cpuMilli: history.cpuMilli.slice(first),
    memoryBytes: history.memoryBytes.slice(first),
  }
}
