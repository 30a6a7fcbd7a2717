'use client'

import { useCallback, useState } from 'react'
import type * as z from 'zod/mini'
import type { Problem } from '../../lib/shared/problem.ts'
import { fieldError } from './field-error.ts'
import type { RequestState } from './use-request.ts'

interface CheckedRequest extends Pick<RequestState, 'busy' | 'problem' | 'clear'> {
  /** What may be sent, or null: then `problem` says why not, and which field it is about. */
  check: <T>(schema: z.ZodMiniType<T>, typed: unknown) => T | null
  /** What is wrong with one field; every field says its own, at once. */
  errorAt: (field: string) => string | null
}

/** A request whose input is checked here, by the engine's own schema, before it is sent. Call `clear` at every change. */
export function useCheckedRequest(request: Pick<RequestState, 'busy' | 'problem' | 'clear'>): CheckedRequest {
  const [refused, setRefused] = useState<Problem[]>([])
  const { busy, problem, clear: clearRequest } = request

  const check = useCallback(<T>(schema: z.ZodMiniType<T>, typed: unknown): T | null => {
    const input = schema.safeParse(typed)
    setRefused(input.success ? [] : refusals(input.error))
    return input.success ? input.data : null
  }, [])
  const clear = useCallback(() => {
    setRefused([])
    clearRequest()
  }, [clearRequest])

  const first = refused[0] ?? problem
  const errorAt = (field: string) =>
    fieldError(refused.find((one) => fieldError(one, field) !== null) ?? first, field)
  return { busy, problem: first, clear, check, errorAt }
}

/** One for each thing that is wrong, in the order of the schema. */
function refusals(error: z.core.$ZodError): Problem[] {
  return error.issues.map(({ message, path }) => ({
    code: 'invalid_input',
    message,
    field: path.map(String).join('.'),
  }))
}
