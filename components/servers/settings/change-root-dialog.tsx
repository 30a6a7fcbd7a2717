'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { fieldError } from '../../ui/field-error.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { KeepSecrets } from '../add/keep-secrets.tsx'
import { PasswordField } from '../add/password-field.tsx'

/** The password for sudo, or none. */
export function ChangeRootDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [sudoPassword, setSudoPassword] = useState('')
  const [keepSecrets, setKeepSecrets] = useState(server.keepsSecrets)
  const request = useRequest()
  return (
    <FormDialog
      title={`How does ${server.user} become root?`}
      submit={sudoPassword === '' ? 'Use sudo without a password' : 'Use this password'}
      request={request}
      fields={['sudoPassword']}
      onSubmit={() =>
        void request.run(
          () => post(`/api/servers/${server.id}/edit`, { root: { sudoPassword }, keepSecrets }),
          onClose,
        )
      }
      onClose={onClose}
    >
      <p className="sub">
        {server.user === 'root'
          ? 'Bindery signs in as root: nothing is needed.'
          : 'Bindery runs its commands with sudo. The password travels on standard input, never in a command line.'}
      </p>
      <PasswordField
        label={`sudo password of ${server.user}`}
        hint={
          server.signIn === 'password'
            ? 'Leave it empty if sudo asks for none, or for the password of the sign-in.'
            : 'Leave it empty if sudo asks for none.'
        }
        error={fieldError(request.problem, 'sudoPassword')}
        value={sudoPassword}
        onChange={setSudoPassword}
      />
      {sudoPassword !== '' && <KeepSecrets checked={keepSecrets} onChange={setKeepSecrets} />}
    </FormDialog>
  )
}
