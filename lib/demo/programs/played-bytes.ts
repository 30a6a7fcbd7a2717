import { MACHINE } from '../machine/files.ts'
import type { Machine } from '../machine/machine.ts'

/** What an image takes once it is unpacked, on the practice machine. */
const IMAGE_BYTES = 420_000_000

/** What is left on the practice machine's one disk: images are all that takes room there, in both stores. */
export function freeBytes(machine: Machine): number {
  const built = playedBytes(machine, '/var/lib/dind') ?? 0
  return Math.max(0, MACHINE.disk.free - machine.state.images.length * IMAGE_BYTES - built)
}

/** What a folder takes that containerd or the builder would have filled; null for all others, whose files are here. */
export function playedBytes({ state }: Machine, folder: string): number | null {
  if (folder.endsWith('/containerd'))
    return state.images.length > 0 ? state.images.length * IMAGE_BYTES : null
  if (folder !== '/var/lib/dind' && folder !== '/var/lib/docker') return null
  const built = state.images.filter((image) => image.includes('/binder-')).length
  return built > 0 ? built * 3 * IMAGE_BYTES : null
}
