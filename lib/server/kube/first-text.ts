/**
 * What a body says, `maxBytes` of it at most: the rest is not read, and its connection given up. `whole` tells
 * whether that was all.
 */
export async function firstText(
  body: AsyncIterable<Buffer | string>,
  maxBytes: number,
): Promise<{ text: string; whole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes.subarray(0, maxBytes - size))
    size += bytes.length
    if (size > maxBytes) break
  }
  return { text: Buffer.concat(chunks).toString('utf8'), whole: size <= maxBytes }
}

/** For what only has to be known roughly: a refusal, a sign of life. */
export const SHORT_BYTES = 64 * 1024
