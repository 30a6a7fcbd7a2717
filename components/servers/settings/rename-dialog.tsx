'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Field } from '../../ui/field.tsx'
import { fieldError } from '../../ui/field-error.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useRequest } from '../../ui/use-request.ts'

/** Another name in Bindery. */
export function RenameDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [name, setName] = useState(server.name)
  const request = useRequest()
  return (
    <FormDialog
      title="What should it be called?"
      submit="Rename"
      request={request}
      fields={['name']}
      disabledBecause={name.trim() === '' ? 'Type a name first.' : null}
      onSubmit={() =>
        void request.run(() => post(`/api/servers/${server.id}/edit`, { name: name.trim() }), onClose)
      }
      onClose={onClose}
    >
      <Field label="Name in Bindery" error={fieldError(request.problem, 'name')}>
        {(control) => (
          <input
            {...control}
            className="inp"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
