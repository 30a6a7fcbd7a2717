import * as z from 'zod/mini'
import type { DiskPart } from '../../shared/disk-row.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'
import { probe } from '../probe/probe.ts'
import { sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'

/** Where on the server what lies. */
export interface DiskFolders {
  /** Images and containers of Kubernetes. */
  images: string
  /** Those of the image builder. */
  builder: string
  /** People's files and the hub's. */
  volumes: string
}

/** A disk as df has it, in bytes. */
export interface DiskMeasure {
  path: string
  total: number
  used: number
  free: number
}

export interface PartMeasure {
  part: DiskPart
  path: string
  /** Null where it could not be told. */
  bytes: number | null
  atLeast: boolean
}

/** So long one folder may be counted; a builder's store has millions of small files. */
const COUNT_SECONDS = 15
const ALL_MS = 60_000

const summary = z.object({
  node: z.object({
    runtime: z.optional(z.object({ imageFs: z.optional(z.object({ usedBytes: z.optional(z.number()) })) })),
  }),
})

/**
 * How full the disks are that matter, and what takes their room. It reads, at the lowest priority and for a bounded time, and
 * changes nothing. What the images take is known to the kubelet of `node`, who keeps count; without one it is counted.
 * Throws what the link throws.
 */
export async function measureDisk(
  shell: RemoteShell,
  cluster: Pick<Cluster, 'get'>,
  { folders, node, signal }: { folders: DiskFolders; node: string | null; signal: AbortSignal },
): Promise<{ disks: DiskMeasure[]; parts: PartMeasure[] }> {
  const { images, builder, volumes } = folders
  const kept = node === null ? null : await imagesByKubelet(cluster, node, signal)
  const found = await probe(
    shell,
    {
      // Each path apart: one that is not there must not hide the others.
      disks: {
        script: sh`for path in / ${images} ${builder} ${volumes}; do df -PB1 -- "$path" | tail -n 1; done`,
        parse: parseDisks,
      },
      images: kept === null ? counting(images) : { script: ':', parse: () => kept },
      builder: counting(builder, layersOf(builder)),
      volumes: counting(volumes),
    },
    { deadlineMs: ALL_MS, signal, lane: 'work' },
  )
  return {
    disks: found.disks,
    parts: [
      { part: 'images', path: images, ...found.images },
      { part: 'builder', path: builder, ...found.builder },
      { part: 'volumes', path: volumes, ...found.volumes },
    ],
  }
}

type Counted = Pick<PartMeasure, 'bytes' | 'atLeast'>
const NOT_KNOWN: Counted = { bytes: null, atLeast: false }

async function imagesByKubelet(
  cluster: Pick<Cluster, 'get'>,
  node: string,
  signal: AbortSignal,
): Promise<Counted | null> {
  const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`
  const { usedBytes } =
    (await askJson(cluster, path, summary, { signal }).catch(() => null))?.node.runtime?.imageFs ?? {}
  return usedBytes === undefined ? null : { bytes: Math.round(usedBytes), atLeast: false }
}

/** Prints `counted N`, else `none` where there is no folder, else what `otherwise` prints. */
function counting(folder: string, otherwise = ':') {
  return {
    script: `${sh`folder=${folder}`}
[ -d "$folder" ] || { echo none; exit 0; }
calm=''; command -v ionice >/dev/null && calm='ionice -c 3'
size=$(timeout -k 1 ${COUNT_SECONDS} nice -n 19 $calm du -sxB1 -- "$folder" | cut -f 1)
if [ -n "$size" ]; then printf 'counted %s\\n' "$size"; else ${otherwise}; fi`,
    parse: parseCount,
  }
}

/** Docker keeps the size of each layer in a file of its own: a lower bound, for stores too large to count. */
function layersOf(folder: string): string {
  return `printf 'atleast %s\\n' "$(timeout -k 1 5 find ${sh`${folder}/image`} -path '*/layerdb/*' -name size -exec awk '{ sum += $1 } END { printf "%.0f\\n", sum }' {} + | awk '{ sum += $1 } END { printf "%.0f", sum }')"`
}

function parseCount(output: string): Counted {
  const [, how, number] = /^(counted|atleast) (\d{1,15})$/m.exec(output) ?? []
  if (/^none$/m.test(output)) return { bytes: 0, atLeast: false }
  const bytes = Number(number)
  return how === undefined || (how === 'atleast' && bytes === 0)
    ? NOT_KNOWN
    : { bytes, atLeast: how === 'atleast' }
}

/** df's own lines; folders on the same disk are one. */
function parseDisks(output: string): DiskMeasure[] {
  const disks: DiskMeasure[] = []
  for (const line of output.split('\n')) {
    const match = /\s(\d{1,16})\s+(\d{1,16})\s+(\d{1,16})\s+\d+%\s(\/.{0,200})$/.exec(line)
    if (!match) continue
    const [used, free] = [Number(match[2]), Number(match[3])]
    // What is kept for root is of no use to anybody else: df counts its percents without it, too.
    const total = used + free
    // Two names of one disk have the same numbers, whatever they are called, but for what was written in between.
    const known = disks.some(
      (one) => Math.abs(one.total - total) < total / 1000 && Math.abs(one.free - free) < total / 1000,
    )
    if (total > 0 && !known) disks.push({ path: match[4] ?? '/', total, used, free })
  }
  return disks
}
