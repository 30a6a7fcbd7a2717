'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useRequest } from '../../ui/use-request.ts'
import { KeepSecrets } from '../add/keep-secrets.tsx'
import { emptySignIn, hasSecrets, missingFromSignIn, signInFields, signInWay } from '../add/sign-in-draft.ts'
import { SignInFields } from '../add/sign-in-fields.tsx'
import { EditDialog } from './edit-dialog.tsx'

/** Another way to sign in, or the same with another secret. */
export function ChangeSignInDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [draft, setDraft] = useState({ ...emptySignIn, kind: server.signIn })
  const [keepSecrets, setKeepSecrets] = useState(server.keepsSecrets)
  const request = useRequest()
  const missing = missingFromSignIn(draft)
  return (
    <EditDialog
      title={`How does Bindery sign in to ${server.name}?`}
      act="Sign in this way"
      request={request}
      fields={signInFields(draft)}
      disabledBecause={missing?.message ?? null}
      onSubmit={() =>
        void request.run(
          () => post(`/api/servers/${server.id}/edit`, { signIn: signInWay(draft), keepSecrets }),
          onClose,
        )
      }
      onClose={onClose}
    >
      <SignInFields
        draft={draft}
        user={server.user}
        problem={request.problem}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      {hasSecrets(draft, '') && <KeepSecrets checked={keepSecrets} onChange={setKeepSecrets} />}
      <p className="blast">
        <b>Restarts:</b> the connection. <b>Keeps:</b> what runs on the server. What was used before is
        removed from Bindery.
      </p>
    </EditDialog>
  )
}
