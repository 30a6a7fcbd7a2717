import { statfs } from 'node:fs/promises'
import { AppError } from '../../shared/problem.ts'

/** How many bytes a disk has in all, and how many of them are free for us. */
interface DiskSpace {
  free: number
  size: number
}

export type AskSpace = () => Promise<DiskSpace>

/** Between two questions at most so many bytes are written. */
const CHECK_BYTES = 4 * 1024 * 1024
const FLOOR_BYTES = 512 * 1024 * 1024
const FLOOR_PART = 0.05

/** The disk that a folder is on. Rejects with what statfs(2) says. */
export function diskOf(folder: string): AskSpace {
  return async () => {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, size: blocks * bsize }
  }
}

/**
 * Keeps room on the disk for the database and for whatever else lives there, however much a server prints: 512 MB,
 * on a small disk 5 % of it.
 */
export class Room {
  readonly #ask: AskSpace
  /** Bytes that may be written before the disk is asked again. */
  #left = 0

  constructor(ask: AskSpace) {
    this.#ask = ask
  }

  /** Before so many bytes are written. Throws `disk_full` when they are to wait. */
  async take(bytes: number): Promise<void> {
    if (this.#left < bytes) await this.check()
    this.#left -= bytes
  }

  /** Asks the disk now. Throws `disk_full` when nothing more is to be written. */
  async check(): Promise<void> {
    this.#left = 0
    const { free, size } = await this.#ask()
    if (free < Math.min(FLOOR_BYTES, size * FLOOR_PART))
      throw new AppError(
        'disk_full',
        'The disk of the machine that runs Bindery is nearly full, so no more of the output is copied there. The run itself goes on.',
        {
          hint: 'Make room where the data folder of Bindery is, or cancel this run if it is what fills the disk. Following goes on when 512 MB, or 5 % of a small disk, are free.',
        },
      )
    this.#left = CHECK_BYTES
  }
}
