'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { HealthRow } from '../../lib/shared/health-row.ts'

const InitialHealths = createContext<HealthRow[]>([])

/** Gives every page under it how the BinderHubs were when the page was rendered, and live from then on. */
export function HealthsProvider({ initial, children }: { initial: HealthRow[]; children: ReactNode }) {
  return <InitialHealths value={initial}>{children}</InitialHealths>
}

/** How every server's BinderHub is, live, by the server's id. While it is mounted the engine looks often. */
export function useHealths(): ReadonlyMap<string, HealthRow> {
  return useTable('health', useContext(InitialHealths)).byKey
}
