import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { raw, sh } from '../shell/sh.ts'

/** Where on the server runs are kept; `base` is another folder in tests alone. */
export interface RemotePlace {
  base: string
  id: string
}

interface Launch extends RemotePlace {
  /** Of the unit and the lock: a few plain characters. */
  title: string
  meta: object
  scriptBytes: number
  secretBytes: number
}

/** The most that the server's log may have for its end to carry a sum over it; 32 MiB take about 0.1 s. */
export const SUM_UP_TO = 32 * 1024 * 1024

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'remote', name), 'utf8')
const common = file('common.sh')
const [launch, follow, cancel, wrapper] = [
  file('launch.sh'),
  file('follow.sh'),
  file('cancel.sh'),
  file('wrapper.sh'),
]

/** Reads the script, then the secrets, from its stdin. Prints `bindery facts …`, `bindery busy HOLDER` or `bindery refused`. */
export function launchScript({ base, id, title, meta, scriptBytes, secretBytes }: Launch): string {
  return sh`base=${base} id=${id}
title=${title}
meta=${JSON.stringify(meta)}
script_bytes=${scriptBytes} secret_bytes=${secretBytes}
wrapper=${wrapper}
${raw(common)}${raw(launch)}`
}

/** Prints the log from byte `from` on stdout and, when the run has ended, `bindery facts …` on stderr. */
export function followScript({ base, id }: RemotePlace, from: number): string {
  return sh`base=${base} id=${id} from=${from} sum_up_to=${SUM_UP_TO}
${raw(common)}${raw(follow)}`
}

/** Prints `bindery facts …` once nothing of the run is left, or after at most 20 s. */
export function cancelScript({ base, id }: RemotePlace): string {
  return sh`base=${base} id=${id}
${raw(common)}${raw(cancel)}`
}
