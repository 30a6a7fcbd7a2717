import type { Blast } from '../../lib/shared/blast.ts'

/** What stands beside the commands, by its word, without what is empty or said twice. */
export function blastParts(blast: Blast): [string, string[]][] {
  const all: [string, string[]][] = [
    ['Restarts', unlike(blast.restarts)],
    ['Breaks', breaking(unlike(blast.breaks))],
    ['Keeps', unlike(blast.keeps)],
    ['Undo', blast.undo ? [blast.undo] : []],
  ]
  return all.filter(([, items]) => items.length > 0)
}

/** Of several parts, one that breaks nothing at all, with or without a reason, need not say so beside one that does. */
function breaking(items: string[]): string[] {
  const real = items.filter((item) => !/^nothing(: [^.]*)?\.?$/i.test(item))
  if (real.length > 0) return real
  return items.length > 1 ? ['nothing'] : items
}

function unlike(items: readonly string[]): string[] {
  return [...new Set(items)]
}
