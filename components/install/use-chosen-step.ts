'use client'

import { usePathname } from 'next/navigation'
import { useCallback } from 'react'
import type { StepId } from '../../lib/shared/install.ts'
import { readStep, stepPath } from './step-path.ts'

/**
 * The step in the address bar, null for "the one that matters now". Choosing one keeps the page as it is: Next follows
 * the browser's history, and nothing is asked for.
 */
export function useChosenStep(serverId: string): [StepId | null, (step: StepId | null) => void] {
  const chosen = readStep(usePathname())
  const choose = useCallback(
    (step: StepId | null) => window.history.pushState(null, '', stepPath(serverId, step)),
    [serverId],
  )
  return [chosen, choose]
}
