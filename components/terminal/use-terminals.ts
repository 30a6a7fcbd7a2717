'use client'

import { useEffect, useMemo } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { usePerson } from '../frame/person.tsx'

/** The terminals of a server: one's own, which can be looked into, and those of others, oldest first. */
export function useTerminals(serverId: string, initialRows?: readonly TerminalRow[]) {
  const { name } = usePerson()
  const { rows, state } = useTable('terminals', initialRows)
  const here = useMemo(() => {
    const all = rows.filter((row) => row.serverId === serverId).sort((a, b) => a.openedAt - b.openedAt)
    return {
      own: all.filter(({ by }) => by === name),
      others: all.filter(({ by, state: is }) => by !== name && is.is !== 'ended'),
    }
  }, [rows, serverId, name])

  // What is closed is not needed any more; what is kept would hold its screen in memory.
  const ids = rows.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (state !== 'live') return
    void import('./shell-views.ts').then(({ forgetAllBut }) => forgetAllBut(new Set(ids.split(' '))))
  }, [ids, state])

  return { ...here, state }
}
