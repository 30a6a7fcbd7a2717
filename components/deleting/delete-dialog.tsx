'use client'

import { useMemo, useState } from 'react'
import type { DeletingBlast } from '../../lib/shared/deleting-api.ts'
import type { DeletionRow } from '../../lib/shared/deletion-row.ts'
import { countedObjects } from '../../lib/shared/kind-name.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { ClaimsList } from './claims-list.tsx'
import { DeletionDialog } from './deletion-dialog.tsx'
import { GoesList } from './goes-list.tsx'
import { GuardedDialog } from './guarded-dialog.tsx'
import './deleting.css'

interface DeleteDialogProps {
  serverId: string
  objects: readonly ObjectRef[]
  force: boolean
  onClose: () => void
}

/** Asks before objects are deleted, and then shows how it goes, until one closes it. */
export function DeleteDialog({ serverId, objects, force, onClose }: DeleteDialogProps) {
  const [started, setStarted] = useState<DeletionRow | null>(null)
  const input = useMemo(() => ({ objects, force }), [objects, force])
  const [only] = objects
  const what = objects.length === 1 && only ? only.name : countedObjects(objects)
  if (started) return <DeletionDialog deletion={started.id} first={started} onClose={onClose} />
  return (
    <GuardedDialog<DeletingBlast, DeletionRow>
      serverId={serverId}
      title={force ? `Delete ${what} by force?` : `Delete ${what}?`}
      path={`/api/servers/${serverId}/objects/delete`}
      input={input}
      submit={force ? 'Delete by force' : `Delete ${countedObjects(objects)}`}
      danger
      wide
      before={
        force && (
          <p>
            The cluster forgets the pod without asking its node. Where the node is only away, what ran in the
            pod may still run there, and a new one beside it.
          </p>
        )
      }
      details={({ goes, claims }) => (
        <>
          <GoesList
            label={goes.length === 1 ? 'What goes' : `What goes, ${countedObjects(objects)}`}
            goes={goes}
          />
          <ClaimsList serverId={serverId} claims={claims} />
        </>
      )}
      onDone={setStarted}
      onClose={onClose}
    />
  )
}
