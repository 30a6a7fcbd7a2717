import { Readable } from 'node:stream'
import { BEGINS } from './remote-command.ts'

/** ssh2 hands over 32 KiB at a time: with Node's default of 64 KiB it would be halted at every other one. */
const READ_AHEAD = 512 * 1024
/** More noise than this in front of a script is none of ours to keep. */
const MOST_NOISE = 64 * 1024

export interface ScriptOutput {
  /** What the script itself prints. It ends when the session does, whatever ended it. */
  stream: Readable
  /** True once the script has begun. */
  readonly began: boolean
  /** What was printed before it began: by a .bashrc, by sudo, or by a shell that could not start. */
  readonly noise: string
}

/** One of a session's two outputs, from the line on with which the script begins. */
export function scriptOutput(source: Readable): ScriptOutput {
  let began = false
  let noise: Buffer = Buffer.alloc(0)
  const stream = new Readable({
    highWaterMark: READ_AHEAD,
    read: () => void source.resume(),
    destroy: (error, done) => {
      // Unread bytes would keep the channel from closing.
      source.resume()
      done(error)
    },
  })
  const pass = (bytes: Buffer) => {
    if (bytes.length > 0 && !stream.destroyed && !stream.push(bytes)) source.pause()
  }
  source.on('data', (chunk: Buffer) => {
    if (began) return pass(chunk)
    noise = Buffer.concat([noise, chunk])
    const at = noise.indexOf(BEGINS)
    if (at === -1) {
      noise = noise.subarray(-MOST_NOISE)
      return
    }
    began = true
    pass(noise.subarray(at + BEGINS.length))
    noise = noise.subarray(0, at)
  })
  source.on('end', () => stream.push(null))
  source.on('error', () => {})
  return {
    stream,
    get began() {
      return began
    },
    get noise() {
      return noise.toString('utf8')
    },
  }
}
