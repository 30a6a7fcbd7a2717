import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import type { Mirror } from './mirror.ts'
import { followScript, type RemotePlace } from './remote-scripts.ts'
import { readSighting, type Sighting } from './sighting.ts'

/** A follower that has stood for so long does what it should, also when the run prints nothing. */
const STANDS_MS = 1_000

/**
 * Brings the server's log into the mirror from where the mirror stands, as it comes, until the run has ended.
 * The file is what paces the server: at most a megabyte waits here. `onStands` is called once the server follows.
 * Throws what the link throws, and what writing the file throws.
 */
export async function followRun(
  shell: RemoteShell,
  place: RemotePlace,
  mirror: Mirror,
  signal: AbortSignal,
  onStands: () => void,
): Promise<Sighting> {
  let standing: NodeJS.Timeout | undefined
  const stream = await shell.stream({ script: followScript(place, mirror.taken), as: 'root', signal })
  try {
    const facts = lastWords(stream.stderr, (words) => {
      if (FOLLOWS.test(words)) standing ??= setTimeout(onStands, STANDS_MS).unref()
    })
    // A stream that lost its link may just fall silent: `done` is what says so.
    stream.done.catch(() => stream.stdout.destroy())
    let broken: unknown = null
    try {
      // Chunk by chunk as they came; reading by `for await` would copy them together first.
      await pipeline(stream.stdout, intoMirror(mirror))
    } catch (error) {
      broken = error
      stream.close()
    }
    await stream.done
    if (broken) throw broken
    return readSighting(await facts)
  } finally {
    clearTimeout(standing)
    stream.close()
    // Whoever follows next begins at what was taken.
    await mirror.settled()
  }
}

/** What follow.sh says first. */
const FOLLOWS = /^bindery follows$/m

function intoMirror(mirror: Mirror): Writable {
  return new Writable({
    // What gathers here while the disk is busy goes there in one call.
    highWaterMark: 1024 * 1024,
    write(chunk: Uint8Array, _encoding, taken) {
      mirror.take([chunk]).then(() => taken(), taken)
    },
    writev(writes, taken) {
      mirror.take(writes.map(({ chunk }) => chunk)).then(() => taken(), taken)
    },
  })
}

const WORDS_BYTES = 16 * 1024

/** The end of what a stream says. Consumes it to its end, whatever its length. */
async function lastWords(stream: Readable, heard: (words: string) => void): Promise<string> {
  let words = ''
  try {
    for await (const chunk of stream) {
      words = (words + String(chunk)).slice(-WORDS_BYTES)
      heard(words)
    }
  } catch {
    // The stream was destroyed with its link; whoever waits for the link's own word gets that.
  }
  return words
}
