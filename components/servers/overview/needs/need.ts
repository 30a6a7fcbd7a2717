import type { ObjectName } from '../../../../lib/shared/object-ref.ts'

/** Something that a person has to do, or will have to soon: what it is, what it means, and the way to its remedy. */
export interface Need {
  /** The same need has the same id, however its words change. */
  id: string
  kind: 'fail' | 'warn' | 'wait'
  title: string
  text: string
  /** The machine's own line; null where there is none. */
  evidence: string | null
  way: NeedWay
}

export type NeedWay =
  /** A page of this server, after its own path: "/install/pods". */
  | { to: 'page'; path: string; label: string }
  | { to: 'object'; object: ObjectName; label: string }
  /** A script that is ready to be run, shown before it does. */
  | { to: 'run'; title: string; script: string; label: string }
  /** Further down on this page. */
  | { to: 'section'; id: string; label: string }

const ORDER = { fail: 0, warn: 1, wait: 2 } as const

/** Most urgent first; what was told first stays first among equals. */
export function ranked(needs: readonly Need[]): Need[] {
  return needs.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind])
}
