import { createReadStream, createWriteStream, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { remarkLine, STAMP_LENGTH } from '../../shared/log-line.ts'

/** Of one log so much is kept of its beginning, and so much of its end: the middle of a long one tells least. */
const HEAD_BYTES = 1024 * 1024
const TAIL_BYTES = 1024 * 1024

/** The file of one build's log in the data folder, while it is written: lines as they travel to pages. */
export class KeptLog {
  readonly #file: string
  readonly #handle: FileHandle
  #head = 0
  #tail: Buffer[] = []
  #tailBytes = 0
  #left = false
  #lastAt: string | null = null

  /** Begins the file anew. */
  static async begin(folder: string, id: string): Promise<KeptLog> {
    const file = plainFile(folder, id)
    return new KeptLog(file, await open(file, 'w', 0o600))
  }

  private constructor(file: string, handle: FileHandle) {
    this.#file = file
    this.#handle = handle
  }

  /** Takes whole lines, their ends included. */
  async take(lines: Buffer): Promise<void> {
    if (this.#head + lines.length <= HEAD_BYTES && this.#tailBytes === 0) {
      await this.#handle.writeFile(lines)
      this.#head += lines.length
      this.#lastAt = stampOfLast(lines) ?? this.#lastAt
      return
    }
    this.#tail.push(lines)
    this.#tailBytes += lines.length
    while (this.#tail.length > 1 && this.#tailBytes - (this.#tail[0]?.length ?? 0) > TAIL_BYTES) {
      this.#tailBytes -= this.#tail.shift()?.length ?? 0
      this.#left = true
    }
  }

  /** Nothing will follow: the file is whole, and small. Gives its bytes before they were packed. */
  async finish(): Promise<number> {
    await this.close()
    await pack(this.#file)
    return this.#head + this.#tailBytes
  }

  /** Writes what it has and leaves it as it is: Bindery stops, and begins it anew where the pod is there by then. */
  async close(): Promise<void> {
    const remark = this.#left
      ? [Buffer.from(remarkLine({ is: 'gap', why: 'long', since: this.#lastAt }))]
      : []
    try {
      for (const part of [...remark, ...this.#tail]) await this.#handle.writeFile(part)
    } finally {
      await this.#handle.close()
    }
  }
}

/** The timestamp of the last of these lines; null where that is a remark. */
function stampOfLast(lines: Buffer): string | null {
  const begin = lines.lastIndexOf(0x0a, -2) + 1
  const stamp = lines.toString('latin1', begin, begin + STAMP_LENGTH)
  return stamp.endsWith('Z') ? stamp : null
}

/** The log of a build that nobody saw end, as far as it was kept, is made small like the others. Null: there is none. */
export async function packLeft(folder: string, id: string): Promise<{ lines: number; bytes: number } | null> {
  const plain = plainFile(folder, id)
  const file = await openIfThere(plain)
  if (!file) return null
  const counted = { lines: 0, bytes: 0 }
  for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
    counted.bytes += chunk.length
    for (const byte of chunk) if (byte === 0x0a) counted.lines += 1
  }
  await pack(plain)
  return counted
}

/** Removes what a build left that is not among these: Bindery was killed between its record and its file. */
export function sweepKept(folder: string, ids: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    const id = /^(.+)\.log(?:\.gz(?:\.part)?)?$/.exec(name)?.[1]
    if (id !== undefined && (!ids.has(id) || name.endsWith('.part')))
      rmSync(join(folder, name), { force: true })
  }
}

async function pack(plain: string): Promise<void> {
  const packed = `${plain}.gz`
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${packed}.part`, { mode: 0o600 }))
  await rename(`${packed}.part`, packed)
  await rm(plain, { force: true })
}

/** The lines of a kept log; none where there is no file. */
export async function* readKept(folder: string, id: string): AsyncGenerator<Uint8Array> {
  const plain = plainFile(folder, id)
  const packed = await openIfThere(`${plain}.gz`)
  if (packed) {
    const unpacked = createGunzip()
    // What goes wrong in it ends `unpacked`, and is thrown there.
    pipeline(packed.createReadStream(), unpacked).catch(() => {})
    yield* unpacked
    return
  }
  // It is being written, or Bindery was stopped in the middle of it.
  const written = await openIfThere(plain)
  if (written) yield* written.createReadStream()
}

export async function removeKept(folder: string, id: string): Promise<void> {
  const plain = plainFile(folder, id)
  await Promise.all([plain, `${plain}.gz`, `${plain}.gz.part`].map((file) => rm(file, { force: true })))
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function plainFile(folder: string, id: string): string {
  return join(folder, `${id}.log`)
}
