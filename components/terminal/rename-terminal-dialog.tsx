'use client'

import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { renameTerminalInput } from '../../lib/shared/terminals-api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { useRequest } from '../ui/use-request.ts'

/** Another name for a shell's tab. */
export function RenameTerminalDialog({ row, onClose }: { row: TerminalRow; onClose: () => void }) {
  const [title, setTitle] = useState(row.title)
  const sending = useRequest()
  const request = useCheckedRequest(sending)

  function rename() {
    const input = request.check(renameTerminalInput, { title })
    if (input !== null) void sending.run(() => post(`/api/terminals/${row.id}/rename`, input), onClose)
  }

  return (
    <FormDialog
      title="What should this shell be called?"
      submit="Rename"
      request={request}
      fields={['title']}
      onSubmit={rename}
      onClose={onClose}
    >
      <Field label="Name of its tab" error={request.errorAt('title')}>
        {(control) => (
          <input
            {...control}
            className="inp"
            autoComplete="off"
            value={title}
            onChange={(event) => {
              request.clear()
              setTitle(event.target.value)
            }}
          />
        )}
      </Field>
    </FormDialog>
  )
}
