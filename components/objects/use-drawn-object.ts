'use client'

import { useState } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { type OpenObject, openText } from './open-object.ts'

/** What is known of the object that the address names. */
export type DrawnObject =
  | { state: 'looking' }
  | { state: 'here'; object: ObjectRef; pod: PodRow | null }
  /** It was here, and was deleted while one looked. */
  | { state: 'gone'; object: ObjectRef; pod: PodRow | null }
  /** There is none of that name. */
  | { state: 'absent' }

/** The object that bears a name now, live, out of the table of its kind. */
export function useDrawnObject(serverId: string, { kind, namespace, name }: OpenObject): DrawnObject {
  const { rows, state } = useClusterTable(serverId, 'pods')
  const row =
    kind === 'Pod' ? rows.find((pod) => pod.name === name && pod.namespace === namespace) : undefined
  const text = openText({ kind, namespace, name })
  const [last, setLast] = useState<{ text: string; row: PodRow } | null>(null)
  if (row && row !== last?.row) setLast({ text, row })
  const known = row ?? (last?.text === text ? last.row : undefined)
  if (known) {
    const object = { kind, namespace, name, uid: known.uid }
    return { state: row ? 'here' : 'gone', object, pod: known }
  }
  return state === 'syncing' ? { state: 'looking' } : { state: 'absent' }
}
