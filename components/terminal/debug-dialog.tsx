'use client'

import { useState } from 'react'
import { DEBUG_IMAGE, openTerminalInput } from '../../lib/shared/terminals-api.ts'
import { useBlast } from '../runs/use-blast.ts'
import { BlastList } from '../ui/blast.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { sizeFor } from './shell-size.ts'
import { useOpenTerminal } from './use-open-terminal.ts'

interface DebugDialogProps {
  serverId: string
  pod: { namespace: string; pod: string; uid: string }
  /** The container that has no shell. */
  container: string
  whyNot: string | null
  onOpened: (id: string) => void
  onClose: () => void
}

/** Adds a container with a shell to a pod whose image has none. */
export function DebugDialog({ serverId, pod, container, whyNot, onOpened, onClose }: DebugDialogProps) {
  const [image, setImage] = useState(DEBUG_IMAGE)
  const opening = useOpenTerminal(serverId, (id) => {
    onOpened(id)
    onClose()
  })
  const request = useCheckedRequest(opening)
  const typed = { on: 'debug', ...pod, container, image, size: sizeFor(null) } as const
  const ready = openTerminalInput.safeParse(typed).success
  const blast = useBlast(`/api/servers/${serverId}/terminals/open`, typed, ready)

  function add() {
    const input = request.check(openTerminalInput, typed)
    if (input !== null) opening.open(input)
  }

  return (
    <FormDialog
      title={`Add a debug container to ${pod.pod}?`}
      submit={opening.busy ? 'Pulling and starting' : 'Add it and open its shell'}
      request={request}
      fields={['image']}
      disabledBecause={whyNot}
      onSubmit={add}
      onClose={onClose}
    >
      <p>
        The image of {container} has no shell. A container beside it brings one, and sees the processes of{' '}
        {container}.
      </p>
      <Field label="Image" hint="Small, and with sh in it." error={request.errorAt('image')}>
        {(control) => (
          <input
            {...control}
            className="inp mono"
            autoComplete="off"
            spellCheck={false}
            value={image}
            onChange={(event) => {
              request.clear()
              setImage(event.target.value)
            }}
          />
        )}
      </Field>
      {blast && <BlastList blast={blast} />}
    </FormDialog>
  )
}
