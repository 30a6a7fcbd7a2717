import type { IncomingMessage } from 'node:http'
import * as z from 'zod/mini'
import { notUnderstood, tooMuch } from './api-problems.ts'
import type { ApiCall, ApiChange, Cluster } from './cluster.ts'
import { firstText } from './first-text.ts'

/** No single object of Kubernetes is larger: etcd takes 1.5 MB. A list may be. */
const MAX_BYTES = 16 * 1024 * 1024

/**
 * GETs a path and reads its answer, parsed by `schema`. Throws what `Cluster.get` throws, and `kube_refused` for an
 * answer without measure or of another shape.
 */
export async function askJson<Answer>(
  cluster: Pick<Cluster, 'get'>,
  path: string,
  schema: z.ZodMiniType<Answer>,
  call: ApiCall,
): Promise<Answer> {
  return await read(await cluster.get(path, call), schema)
}

/** Changes something and reads the answer as `askJson` does. */
export async function changeJson<Answer>(
  cluster: Pick<Cluster, 'change'>,
  path: string,
  schema: z.ZodMiniType<Answer>,
  change: ApiChange,
): Promise<Answer> {
  return await read(await cluster.change(path, change), schema)
}

async function read<Answer>(body: IncomingMessage, schema: z.ZodMiniType<Answer>): Promise<Answer> {
  const { text, whole } = await firstText(body, MAX_BYTES)
  if (!whole) throw tooMuch(`an answer of more than ${MAX_BYTES / 1024 / 1024} MB`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notUnderstood(`not JSON: ${text}`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw notUnderstood(z.prettifyError(parsed.error))
}
