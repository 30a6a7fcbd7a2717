import type { Program } from './program.ts'

/** Every place of the program that one may be at after the same characters, and where each next character leads. */
interface State {
  at: readonly number[]
  found: boolean
  /** Found if nothing follows: for patterns that end with $. */
  foundAtEnd: boolean
  next: Map<number, State>
}

/** States kept: a pattern that makes more begins to forget, and stays right. */
const MAX_STATES = 500

/**
 * Whether a pattern is found anywhere in a text, for as many texts as one likes. All ways through the pattern are gone
 * at once and no way is gone twice, so that it takes time in proportion to the text, whatever the pattern.
 */
export function createSearch(program: Program): (text: string) => boolean {
  const known = new Map<string, State>()
  const first = stateOf(closure([0], true, false), true)

  function stateOf(at: readonly number[], atBegin = false): State {
    const key = `${atBegin ? '^' : ''}${at.join()}`
    const same = known.get(key)
    if (same) return same
    if (known.size >= MAX_STATES) forget()
    const made = {
      at,
      found: found(at),
      foundAtEnd: found(closure(at, atBegin, true)),
      next: new Map(),
    }
    known.set(key, made)
    return made
  }

  /** Also the ways between them, which would hold on to all of them. */
  function forget(): void {
    for (const state of known.values()) state.next.clear()
    known.clear()
  }

  /** All places that are reached from some without taking a character. */
  function closure(from: readonly number[], atBegin: boolean, atEnd: boolean): number[] {
    const seen = new Set<number>()
    const left = [...from]
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      const step = program[at]
      if (step?.op === 'either') left.push(step.next, step.other)
      else if (step?.op === 'begin' && atBegin) left.push(step.next)
      else if (step?.op === 'end' && atEnd) left.push(step.next)
    }
    return [...seen].sort((a, b) => a - b)
  }

  function found(at: readonly number[]): boolean {
    return at.some((each) => program[each]?.op === 'found')
  }

  function after(state: State, code: number): State {
    const same = state.next.get(code)
    if (same) return same
    const taken = state.at.flatMap((at) => {
      const step = program[at]
      return step?.op === 'char' && step.fits(code) ? [step.next] : []
    })
    // It may begin anywhere: at the next character once more.
    const next = stateOf(closure([0, ...taken], false, false))
    state.next.set(code, next)
    return next
  }

  return (text) => {
    let state = first
    for (let index = 0; index < text.length; index++) {
      if (state.found) return true
      state = after(state, text.charCodeAt(index))
    }
    return state.foundAtEnd
  }
}
