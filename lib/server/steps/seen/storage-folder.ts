import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

export interface StorageFolderSeen {
  is: 'folder' | 'missing' | 'other'
  /** Where it really is, behind symbolic links. */
  real: string
  /** Free space where it is, or would be, in bytes; null where that could not be read. */
  freeBytes: number | null
}

/** The folder for volumes that the plan names, and how much room it has. */
export const storageFolder: Observation<StorageFolderSeen> = {
  id: 'storage-folder',
  ask: ({ storage }) => sh`folder=${storage.path}
if [ -d "$folder" ]; then is=folder; elif [ -e "$folder" ] || [ -L "$folder" ]; then is=other; else is=missing; fi
printf '%s\n' "$is"
realpath -m -- "$folder"
there=$folder
until [ -e "$there" ]; do there=$(dirname -- "$there"); done
df -B1 --output=avail -- "$there" | tail -n 1`,
  parse({ text }) {
    const [is = '', real = '', free = ''] = text.split('\n')
    const freeBytes = /^\s*\d+\s*$/.test(free) ? Number(free) : null
    return { is: is === 'folder' || is === 'missing' ? is : 'other', real, freeBytes }
  },
}
