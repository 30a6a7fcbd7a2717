'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useBlast } from '../../runs/use-blast.ts'
import { BlastList } from '../../ui/blast.tsx'
import { Field } from '../../ui/field.tsx'
import { fieldError } from '../../ui/field-error.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useRequest } from '../../ui/use-request.ts'

/** Ends Bindery's part in a server; its name is typed because what Bindery knew of it cannot be brought back. */
export function ForgetDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [typedName, setTypedName] = useState('')
  const router = useRouter()
  const request = useRequest()
  const path = `/api/servers/${server.id}/forget`
  const wouldType = useMemo(() => ({ typedName: server.name }), [server.name])
  const blast = useBlast(path, wouldType, true)
  return (
    <FormDialog
      title={`Forget ${server.name}?`}
      submit="Forget this server"
      tone="danger-solid"
      request={request}
      fields={['typedName']}
      disabledBecause={typedName.trim() === '' ? 'Type the name of the server first.' : null}
      onSubmit={() =>
        void request.run(
          () => post(path, { typedName: typedName.trim() }),
          () => router.push('/servers'),
        )
      }
      onClose={onClose}
    >
      <p className="sub">
        Bindery stops connecting to it and removes what it knows. The transcripts of its runs stay here. On
        the server, these stay until somebody removes them: the folder <code>/var/lib/bindery</code>
        {server.publicKey !== null && (
          <>
            {' '}
            and Bindery's key, a line in <code>~/.ssh/authorized_keys</code> of {server.user}
          </>
        )}
        .
      </p>
      {blast && <BlastList blast={blast} />}
      <Field
        label={
          <>
            Type <code>{server.name}</code> to go on
          </>
        }
        error={fieldError(request.problem, 'typedName')}
      >
        {(control) => (
          <input
            {...control}
            className="inp"
            autoComplete="off"
            spellCheck={false}
            value={typedName}
            onChange={(event) => setTypedName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
