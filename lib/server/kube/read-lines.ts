/** A pod has some 10 kB, a secret 1.5 MB at most; what has no line end for so long is no watch. */
const MAX_LINE_BYTES = 4 * 1024 * 1024

/**
 * The lines of a stream, without their ends. A line is not read before the one before it was taken, so that a slow
 * reader slows the sender down. What stands after the last line end is a line cut off, and dropped.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      rest.push(chunk.subarray(from, end))
      const line = rest.length === 1 ? chunk.toString('utf8', from, end) : Buffer.concat(rest).toString()
      rest = []
      size = 0
      from = end + 1
      if (line !== '') yield line
    }
    if (from === chunk.length) continue
    size += chunk.length - from
    if (size > MAX_LINE_BYTES) throw new Error(`a line of more than ${MAX_LINE_BYTES} bytes`)
    rest.push(chunk.subarray(from))
  }
}
