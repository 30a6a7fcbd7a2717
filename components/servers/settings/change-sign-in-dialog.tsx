'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { KeepSecrets } from '../add/keep-secrets.tsx'
import { emptySignIn, hasSecrets, missingFromSignIn, signInFields, signInWay } from '../add/sign-in-draft.ts'
import { SignInFields } from '../add/sign-in-fields.tsx'

/** Another way to sign in, or the same with another secret. */
export function ChangeSignInDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [draft, setDraft] = useState({ ...emptySignIn, kind: server.signIn })
  const [keepSecrets, setKeepSecrets] = useState(server.keepsSecrets)
  const request = useRequest()
  const missing = missingFromSignIn(draft)
  return (
    <FormDialog
      title={`How does Bindery sign in to ${server.name}?`}
      submit="Sign in this way"
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
        known
        problem={request.problem}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      {hasSecrets(draft, '') && <KeepSecrets checked={keepSecrets} onChange={setKeepSecrets} />}
      <p className="blast">
        <b>The new way is tried first:</b> if it fails, nothing changes. If it works, the connection restarts
        and Bindery removes what it signed in with before. What runs on the server goes on.
        {draft.kind === 'own-key' &&
          ' Without a password at hand, close this and choose New key…: it goes over the connection that is up.'}
      </p>
    </FormDialog>
  )
}
