import * as z from 'zod/mini'
import { objectPath } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import type { Reveal, RevealedValue } from '../../../shared/reveal-api.ts'
import { notUnderstood, refusedWith, tooMuch } from '../api-problems.ts'
import type { Cluster } from '../cluster.ts'
import { firstText } from '../first-text.ts'

/** etcd takes no object of more than 1.5 MB; in JSON it is a little longer. */
const MAX_BYTES = 4 * 1024 * 1024

const values = z.record(z.string(), z.string())
const schema = z.object({
  metadata: z.object({ uid: z.string() }),
  data: z.nullish(values),
  binaryData: z.nullish(values),
})

/**
 * Reads one value of a secret or a config map. Throws `not_found` where that object, by its uid, or the value is not
 * there any more, and what Cluster throws. No error has any of what was read in it.
 */
export async function revealValue(
  cluster: Pick<Cluster, 'get'>,
  { object, key }: Reveal,
  signal: AbortSignal,
): Promise<RevealedValue> {
  const found = await read(cluster, objectPath(object), signal)
  if (found?.metadata.uid !== object.uid)
    throw new AppError('not_found', `${object.name} is not there any more, or was made anew.`)
  const base64 = object.kind === 'Secret' ? found.data : found.binaryData
  const plain = object.kind === 'Secret' ? null : found.data
  if (plain && Object.hasOwn(plain, key)) return asText(Buffer.from(plain[key] ?? ''))
  if (base64 && Object.hasOwn(base64, key)) return asText(Buffer.from(base64[key] ?? '', 'base64'))
  throw new AppError('not_found', `${object.name} has no value of the name ${key} any more.`)
}

async function read(cluster: Pick<Cluster, 'get'>, path: string, signal: AbortSignal) {
  try {
    const { text, whole } = await firstText(await cluster.get(path, { signal }), MAX_BYTES)
    if (!whole) throw tooMuch(`an object of more than ${MAX_BYTES / 1024 / 1024} MB`)
    return parse(text)
  } catch (error) {
    if (refusedWith(error) === 404) return null
    throw error
  }
}

function parse(text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw notUnderstood('an object of another shape')
  }
}

function asText(bytes: Buffer): RevealedValue {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, encoding: 'text', bytes: bytes.length }
  } catch {
    return { text: bytes.toString('base64'), encoding: 'base64', bytes: bytes.length }
  }
}
