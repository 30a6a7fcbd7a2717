import type { FolderSeen } from '../../../shared/plan-look.ts'
import { dfLine } from '../../probe/df-line.ts'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'
import { unfitFor } from './unfit-for.ts'

/** What a path is, where it really leads and on which file system it would lie. Null where that cannot be told. */
export function folderSeen(path: string): Observation<FolderSeen | null> {
  return {
    id: `folder ${path}`,
    ask: () => sh`path=${path}
real=$(realpath -m -- "$path") || exit 1
if [ -d "$path" ]; then is=folder; elif [ -e "$path" ]; then is=file; elif [ -L "$path" ]; then is=dead-link; else is=missing; fi
near=$real
until [ -e "$near" ]; do near=$(dirname -- "$near"); done
[ "$is" = missing ] && [ ! -d "$near" ] && is=within-file
[ "$is" = folder ] && [ -n "$(ls -A -- "$path")" ] && empty=no || empty=yes
[ -w "$near" ] && writable=yes || writable=no
printf '%s\n' "$is" "$empty" "$writable" "$(df -PTB1 -- "$near" | tail -n 1)" "$real"`,
    parse({ text }) {
      const [is, empty, writable, df = '', real] = text.split('\n')
      const found = dfLine(df)
      if (real === undefined || found === null) return null
      if (!isKind(is)) return null
      const on = {
        ...found,
        // Root may write to everything but to what is mounted read-only.
        unfit: unfitFor(found.type, found.mount, writable === 'no'),
      }
      return { path, is, real, on, empty: empty === 'yes' }
    },
  }
}

const kinds: readonly FolderSeen['is'][] = ['missing', 'folder', 'file', 'within-file', 'dead-link']

function isKind(word: string | undefined): word is FolderSeen['is'] {
  return kinds.some((kind) => kind === word)
}
