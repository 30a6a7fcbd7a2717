'use client'

import { useCallback, useState } from 'react'
import type * as z from 'zod/mini'
import type { Problem } from '../../lib/shared/problem.ts'
import type { RequestState } from './use-request.ts'

interface CheckedRequest extends Pick<RequestState, 'busy' | 'problem' | 'clear'> {
  /** What may be sent, or null: then `problem` says why not, and which field it is about. */
  check: <T>(schema: z.ZodMiniType<T>, typed: unknown) => T | null
}

/** A request whose input is checked here, by the engine's own schema, before it is sent. Call `clear` at every change. */
export function useCheckedRequest(request: Pick<RequestState, 'busy' | 'problem' | 'clear'>): CheckedRequest {
  const [refused, setRefused] = useState<Problem | null>(null)
  const { busy, problem, clear: clearRequest } = request

  const check = useCallback(<T>(schema: z.ZodMiniType<T>, typed: unknown): T | null => {
    const input = schema.safeParse(typed)
    setRefused(input.success ? null : refusal(input.error))
    return input.success ? input.data : null
  }, [])
  const clear = useCallback(() => {
    setRefused(null)
    clearRequest()
  }, [clearRequest])

  return { busy, problem: refused ?? problem, clear, check }
}

function refusal(error: z.core.$ZodError): Problem {
  const issue = error.issues[0]
  return {
    code: 'invalid_input',
    message: issue?.message ?? 'This input is not valid.',
    field: issue?.path.map(String).join('.') ?? '',
  }
}
