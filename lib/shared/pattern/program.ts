/** One step of a compiled pattern. `next` steps are indices into the program. */
export type Step =
  | { op: 'char'; fits(code: number): boolean; next: number }
  | { op: 'either'; next: number; other: number }
  | { op: 'begin'; next: number }
  | { op: 'end'; next: number }
  | { op: 'found' }

export type Program = readonly Step[]

/** More steps than this make no pattern that a person wrote. */
const MAX_STEPS = 1_000

/** A pattern as a tree, as its text was read. */
export type Tree =
  | { is: 'char'; fits(code: number): boolean }
  | { is: 'begin' }
  | { is: 'end' }
  | { is: 'sequence'; parts: readonly Tree[] }
  | { is: 'choice'; parts: readonly Tree[] }
  | { is: 'repeat'; part: Tree; least: number; most: number }

/** Steps for a tree; null where there would be more than MAX_STEPS. */
export function compile(tree: Tree): Program | null {
  const steps: Step[] = []
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw new TooLong()
    return steps.push(step) - 1
  }

  /** Steps of a tree that go on to `next`; gives where they begin. From the end to the start, so that `next` is known. */
  function write(part: Tree, next: number): number {
    switch (part.is) {
      case 'char':
        return add({ op: 'char', fits: part.fits, next })
      case 'begin':
      case 'end':
        return add({ op: part.is, next })
      case 'sequence':
        return part.parts.reduceRight((after, one) => write(one, after), next)
      case 'choice':
        return part.parts
          .map((one) => write(one, next))
          .reduceRight((other, one) => add({ op: 'either', next: one, other }))
      case 'repeat':
        return repeat(part, next)
    }
  }

  function repeat({ part, least, most }: Extract<Tree, { is: 'repeat' }>, next: number): number {
    let at = next
    if (most === Number.POSITIVE_INFINITY) {
      const loop = { op: 'either' as const, next: 0, other: next }
      at = add(loop)
      loop.next = write(part, at)
    } else
      for (let count = least; count < most; count++)
        at = add({ op: 'either', next: write(part, at), other: next })
    for (let count = 0; count < least; count++) at = write(part, at)
    return at
  }

  try {
    const start = write(tree, add({ op: 'found' }))
    // The program begins at 0 for whoever runs it.
    return [{ op: 'either', next: start + 1, other: start + 1 }, ...steps.map(moved)]
  } catch (error) {
    if (error instanceof TooLong) return null
    throw error
  }
}

class TooLong extends Error {}

function moved(step: Step): Step {
  if (step.op === 'found') return step
  const next = step.next + 1
  return step.op === 'either' ? { ...step, next, other: step.other + 1 } : { ...step, next }
}
