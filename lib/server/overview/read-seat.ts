import { parse } from 'yaml'
import * as z from 'zod/mini'
import { objectPath } from '../../shared/object-ref.ts'
import type { Amounts } from '../../shared/pod-row.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

const secret = z.object({ data: z.optional(z.record(z.string(), z.string())) })
const size = z.optional(z.nullable(z.union([z.string(), z.number()])))
const values = z.object({
  singleuser: z.optional(
    z.nullable(
      z.object({
        memory: z.optional(z.nullable(z.object({ guarantee: size, limit: size }))),
        cpu: z.optional(z.nullable(z.object({ guarantee: size, limit: size }))),
      }),
    ),
  ),
})

/**
 * What a session of this hub reserves, by the values that its chart gives it; null where they do not tell. Without a guarantee
 * Kubernetes reserves the limit. Of the Secret, which holds the hub's keys too, nothing else is read or kept.
 */
export async function readSeat(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<Amounts | null> {
  const path = objectPath({ kind: 'Secret', namespace, name: 'hub' })
  const { data } = await askJson(cluster, path, secret, { signal })
  const text = data?.['values.yaml']
  return text === undefined ? null : seatIn(Buffer.from(text, 'base64').toString('utf8'))
}

/** The seat in the values of a JupyterHub chart; null for what is no such thing. */
function seatIn(yaml: string): Amounts | null {
  let value: unknown
  try {
    value = parse(yaml, { logLevel: 'silent', maxAliasCount: 100 })
  } catch {
    return null
  }
  const parsed = values.safeParse(value)
  if (!parsed.success || !parsed.data.singleuser) return null
  const { memory, cpu } = parsed.data.singleuser
  return {
    memoryBytes: bytesOf(memory?.guarantee ?? memory?.limit),
    cpuMilli: Math.round(Number(cpu?.guarantee ?? cpu?.limit ?? 0) * 1000) || 0,
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** KubeSpawner's own sizes, "1G": powers of 1024, and none of Kubernetes' suffixes (domain notes 2.4). */
function bytesOf(size: string | number | null | undefined): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(String(size ?? '')) ?? []
  return number === undefined ? 0 : Math.round(Number(number) * (UNITS[unit] ?? 1))
}
