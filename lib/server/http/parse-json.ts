import { AppError } from '../../shared/problem.ts'

const DEEPEST = 32

/**
 * Strict JSON from bytes: UTF-8 without repair, at most 32 levels deep, and without the keys that reach a
 * prototype when objects are merged (`__proto__`, `constructor.prototype`). Throws `invalid_input`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // No cause: the parser's own message quotes the text, which may hold a secret.
    throw new AppError('invalid_input', 'The request is not valid JSON.')
  }
  // Level by level, without recursion: depth cannot cost stack.
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST)
      throw new AppError('invalid_input', `The request is nested deeper than ${DEEPEST} levels.`)
    level = level.flatMap(childrenOf)
  }
  return value
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return []
  const { constructor: made } = value
  if (Object.hasOwn(value, '__proto__') || (isObject(made) && Object.hasOwn(made, 'prototype')))
    throw new AppError('invalid_input', 'The request has keys that no form of Bindery sends.')
  return Object.values(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
