'use client'

import dynamic from 'next/dynamic'
import { askForChange, useAskedChange } from './asked-change.ts'

// Fetched when something is asked, not with the page.
const DeleteDialog = dynamic(() => import('./delete-dialog.tsx').then((file) => file.DeleteDialog))
const MatchDialog = dynamic(() => import('./match-dialog.tsx').then((file) => file.MatchDialog))
const RestartDialog = dynamic(() => import('./restart-dialog.tsx').then((file) => file.RestartDialog))
const ScaleDialog = dynamic(() => import('./scale-dialog.tsx').then((file) => file.ScaleDialog))
const CordonDialog = dynamic(() => import('./cordon-dialog.tsx').then((file) => file.CordonDialog))
const DrainDialog = dynamic(() => import('./drain-dialog.tsx').then((file) => file.DrainDialog))
const DeletionDialog = dynamic(() => import('./deletion-dialog.tsx').then((file) => file.DeletionDialog))
const RunStepDialog = dynamic(() =>
  import('../install/run-step-dialog.tsx').then((file) => file.RunStepDialog),
)
const StopDialog = dynamic(() => import('../sessions/stop-dialog.tsx').then((file) => file.StopDialog))

/** The one dialog of a change to a cluster that is open, whichever page asked for it. */
export function ChangeDialogs() {
  const asked = useAskedChange()
  const close = () => askForChange(null)
  switch (asked?.what) {
    case undefined:
      return null
    case 'delete':
      return <DeleteDialog key={keyOf(asked.objects)} {...asked} onClose={close} />
    case 'match':
      return <MatchDialog {...asked} onClose={close} />
    case 'restart':
      return <RestartDialog key={asked.object.uid} {...asked} onClose={close} />
    case 'scale':
      return <ScaleDialog key={asked.object.uid} {...asked} onClose={close} />
    case 'cordon':
    case 'uncordon':
      return <CordonDialog key={asked.object.uid} {...asked} what={asked.what} onClose={close} />
    case 'drain':
      return <DrainDialog key={asked.object.uid} {...asked} onClose={close} />
    case 'stop':
      return (
        <StopDialog
          key={keyOf(asked.pods)}
          serverId={asked.serverId}
          ask={{ is: 'each', pods: asked.pods }}
          onClose={close}
        />
      )
    case 'step':
      return <RunStepDialog key={asked.step} {...asked} onClose={close} />
    case 'watch':
      return <DeletionDialog key={asked.deletion} {...asked} onClose={close} />
  }
}

/** Other objects are another question: nothing that was typed for these goes over to those. */
function keyOf(objects: readonly { uid: string }[]): string {
  return objects.map(({ uid }) => uid).join()
}
