import type { StatusKind } from '../ui/status.tsx'

/** How an object is: our shape, a word for it, and what else there is to say of it. */
export interface Standing {
  kind: StatusKind
  word: string
  /** In Kubernetes' own words, on hover; empty where they add nothing. */
  said: string
}

/** In the order in which trouble is looked for. */
const ORDER: readonly StatusKind[] = ['fail', 'unk', 'warn', 'wait', 'work', 'ok', 'todo', 'skip']

/** The smaller, the worse. */
export function badnessOf(kind: StatusKind): number {
  return ORDER.indexOf(kind)
}

export function standing(kind: StatusKind, word: string, said = ''): Standing {
  return { kind, word, said }
}
