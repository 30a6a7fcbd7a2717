/**
 * The frames that hold-shell.py speaks: one byte of kind, four of length, the bytes. Its head says what each means.
 */
export type FromHolder =
  | { kind: 'begins'; at: number }
  | { kind: 'printed'; bytes: Buffer }
  | { kind: 'exited'; code: number }

/** It sends what it read at once, and what it kept: no frame of it is longer. */
const LONGEST = 1024 * 1024

/** A frame for the holder. */
export function holderFrame(kind: 'a' | 'i' | 's' | 'k', content: Uint8Array = new Uint8Array()): Buffer {
  const frame = Buffer.alloc(5 + content.length)
  frame.write(kind, 'latin1')
  frame.writeUInt32BE(content.length, 1)
  frame.set(content, 5)
  return frame
}

/** "Send what was printed from this offset on." */
export function attachFrame(from: number): Buffer {
  const offset = Buffer.alloc(8)
  offset.writeBigUInt64BE(BigInt(from))
  return holderFrame('a', offset)
}

/** "The screen has this size now." */
export function sizeFrame({ cols, rows }: { cols: number; rows: number }): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(cols)
  size.writeUInt16BE(rows, 2)
  return holderFrame('s', size)
}

/**
 * Takes the holder's bytes as they come and gives whole frames. What it printed is passed on as it arrives, without
 * waiting for the end of its frame. Throws for what no holder says.
 */
export function holderReader(): (bytes: Buffer) => FromHolder[] {
  let rest: Buffer = Buffer.alloc(0)
  let printing = 0
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const frames: FromHolder[] = []
    for (;;) {
      if (printing > 0 && rest.length > 0) {
        const part = rest.subarray(0, printing)
        printing -= part.length
        rest = rest.subarray(part.length)
        frames.push({ kind: 'printed', bytes: part })
      }
      if (printing > 0 || rest.length < 5) return frames
      const kind = String.fromCharCode(rest.readUInt8())
      const length = rest.readUInt32BE(1)
      if (length > LONGEST) throw new Error(`a frame of ${length} bytes`)
      if (kind === 'o') {
        printing = length
        rest = rest.subarray(5)
        continue
      }
      if (rest.length < 5 + length) return frames
      frames.push(shortFrame(kind, rest.subarray(5, 5 + length)))
      rest = rest.subarray(5 + length)
    }
  }
}

function shortFrame(kind: string, content: Buffer): FromHolder {
  if (kind === 'h' && content.length === 8) return { kind: 'begins', at: Number(content.readBigUInt64BE()) }
  if (kind === 'x' && content.length === 1) return { kind: 'exited', code: content.readUInt8() }
  throw new Error(`a frame of kind ${JSON.stringify(kind)} with ${content.length} bytes`)
}
