'use client'

import { useEffect, useRef, useState } from 'react'
import type { CheckInput } from '../../lib/shared/config-check/check-config.ts'
import type { Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'
import type { JsonSchema } from '../../lib/shared/config-check/schema-problems.ts'

/** How long typing rests before it is checked, in milliseconds: the whole has 150 ms. */
const REST_MS = 60

/** What was found in a text; `of` is that text, which may be of a moment ago. */
export interface Checked {
  of: string
  findings: readonly Diagnostic[]
}

/** What the worker is told: the schema of the chart once, and a text each time that typing rests. */
export type CheckRequest = { schema: JsonSchema | null } | { id: number; input: Omit<CheckInput, 'schema'> }

/**
 * Checks a values file as it is typed, in a worker of its own, against `schema` once that is known. Null until the first
 * answer.
 */
export function useConfigCheck(
  input: Omit<CheckInput, 'schema'> | null,
  schema: JsonSchema | null,
): Checked | null {
  const [checked, setChecked] = useState<Checked | null>(null)
  const worker = useRef<Worker>(null)
  const latest = useRef({ id: 0, text: '' })

  useEffect(() => {
    const made = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<{ id: number; findings: Diagnostic[] }>) => {
      // An answer about a text of before would mark the wrong places.
      if (data.id === latest.current.id) setChecked({ of: latest.current.text, findings: data.findings })
    })
    worker.current = made
    return () => made.terminate()
  }, [])

  useEffect(() => {
    worker.current?.postMessage({ schema } satisfies CheckRequest)
  }, [schema])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another schema finds other things in the same text
  useEffect(() => {
    if (input === null) return
    const timer = setTimeout(() => {
      latest.current = { id: latest.current.id + 1, text: input.text }
      worker.current?.postMessage({ id: latest.current.id, input } satisfies CheckRequest)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [input, schema])

  return checked
}
