import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './step.ts'

/** Bash: `clear_folder SOCKET`, which takes away an empty folder in the place of a socket, and gives up at any other. */
export const clearFolder = readFileSync(join(import.meta.dirname, 'script', 'clear-folder.sh'), 'utf8')

/** For every step with a script that clears one. */
export const folderInUse: Fault = {
  id: 'folder-in-use',
  line: /^stopped: (\S+) is a folder with something in it/,
  what: (match) => `${match?.[1] ?? 'The place of the socket'} is a folder with something in it.`,
  why: 'A socket belongs there. Bindery takes an empty folder away, as Kubernetes leaves one behind; what is in this one, somebody has put there.',
  advice: 'Look what is in it, move it away, and run the step again.',
}
