'use client'

import { useMemo, useState } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useWholeObject } from '../../lib/client/use-whole-object.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { Standing } from '../tables/standing.ts'
import { kindTables, standingOfKind } from './kind-tables.ts'
import { type OpenObject, openText } from './open-object.ts'

interface Known {
  object: ObjectRef
  /** Its row, where it is a pod. */
  pod: PodRow | null
  standing: Standing | null
}

/** What is known of the object that the address names. */
export type DrawnObject =
  | { state: 'looking' }
  | ({ state: 'here' } & Known)
  /** It was here, and was deleted while one looked. */
  | ({ state: 'gone' } & Known)
  /** There is none of that name. */
  | { state: 'absent' }

/**
 * The object that bears a name now, live, out of the table of its kind; of kinds that have none, it alone is followed.
 */
export function useDrawnObject(serverId: string, opened: OpenObject): DrawnObject {
  const { kind, name } = opened
  const namespace = opened.namespace ?? ''
  const hasTable = kindTables[kind] !== undefined
  // The table of pods is followed by everything that tells of an object.
  const table = useClusterTable(serverId, kindTables[kind]?.table ?? 'pods')
  const whole = useWholeObject(serverId, hasTable ? null : opened)
  const { rows } = table
  const state = hasTable ? table.state : whole.state
  const row: { uid: string } | undefined = useMemo(
    () =>
      hasTable
        ? rows.find((one) => one.name === name && one.namespace === namespace)
        : (whole.object ?? undefined),
    [hasTable, rows, whole.object, name, namespace],
  )
  const text = openText(opened)
  const [last, setLast] = useState<{ text: string; row: { uid: string } } | null>(null)
  if (row && row !== last?.row) setLast({ text, row })
  const known = row ?? (last?.text === text ? last.row : undefined)
  if (known)
    return {
      state: row ? 'here' : 'gone',
      object: { ...opened, uid: known.uid },
      // The table of pods has nothing else.
      pod: kind === 'Pod' ? (known as PodRow) : null,
      standing: standingOfKind(kind, known),
    }
  return state === 'syncing' ? { state: 'looking' } : { state: 'absent' }
}
