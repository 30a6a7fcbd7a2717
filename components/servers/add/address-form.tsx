'use client'

import type { FormEvent } from 'react'
import type { Problem } from '../../../lib/shared/problem.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { fieldError, problemBeside } from '../../ui/field-error.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { type AddDraft, draftName } from './add-draft.ts'
import { addressFields } from './address.ts'
import { AddressFields } from './address-fields.tsx'
import { KeepSecrets } from './keep-secrets.tsx'
import { PasswordField } from './password-field.tsx'
import { hasSecrets, type SignInDraft, signInFields } from './sign-in-draft.ts'
import { SignInFields } from './sign-in-fields.tsx'

interface AddressFormProps {
  draft: AddDraft
  /** Servers that this one may be reached through. */
  others: readonly ServerRow[]
  busy: boolean
  problem: Problem | null
  disabledBecause: string | null
  /** Gives up waiting for the server; null while nobody waits for it. */
  onStopWaiting: (() => void) | null
  onChange: (change: Partial<AddDraft>) => void
  onSubmit: () => void
}

/** Where the server is and how Bindery signs in: everything that has to be known before the first packet. */
export function AddressForm({
  draft,
  others,
  busy,
  problem,
  disabledBecause,
  onStopWaiting,
  onChange,
  onSubmit,
}: AddressFormProps) {
  const beside = problemBeside(problem, shownFields(draft))

  function submit(event: FormEvent) {
    event.preventDefault()
    onSubmit()
  }

  return (
    <form className="stack max-w-[620px] gap-4" method="post" onSubmit={submit} noValidate>
      <h2 className="say">Which server?</h2>
      {beside && <ProblemNote problem={beside} />}
      <AddressFields
        address={draft}
        others={others}
        problem={problem}
        onChange={onChange}
        beside={
          <Field label="Name in Bindery" error={fieldError(problem, 'name')}>
            {(control) => (
              <input
                {...control}
                className="inp"
                autoComplete="off"
                placeholder={draftName(draft)}
                value={draft.name}
                onChange={(event) => onChange({ name: event.target.value })}
              />
            )}
          </Field>
        }
      />
      <SignInFields
        draft={draft.signIn}
        user={draft.user.trim()}
        problem={problem}
        onChange={(change: Partial<SignInDraft>) => onChange({ signIn: { ...draft.signIn, ...change } })}
      />
      {asksForSudo(draft) && (
        <PasswordField
          label={`sudo password of ${draft.user.trim() || 'the user'}`}
          hint={sudoHint(draft)}
          error={fieldError(problem, 'sudoPassword')}
          value={draft.sudoPassword}
          onChange={(sudoPassword) => onChange({ sudoPassword })}
        />
      )}
      {hasSecrets(draft.signIn, draft.sudoPassword) && (
        <KeepSecrets checked={draft.keepSecrets} onChange={(keepSecrets) => onChange({ keepSecrets })} />
      )}
      <div className="row wrap">
        <Button tone="primary" type="submit" busy={busy} disabledBecause={disabledBecause}>
          Meet this server
        </Button>
        {onStopWaiting ? (
          <>
            <p className="blast" role="status">
              Waiting for {draft.host.trim()}, at most 20 s.
            </p>
            <Button onClick={onStopWaiting}>Cancel</Button>
          </>
        ) : (
          <p className="blast">Bindery asks for its host key. Neither user name nor key is sent.</p>
        )}
      </div>
    </form>
  )
}

function sudoHint({ signIn }: AddDraft): string {
  if (signIn.kind === 'password') return 'Leave it empty if sudo asks for none, or for the same password.'
  const forgotten = signIn.kind === 'own-key' && signIn.installs === 'bindery'
  return forgotten
    ? 'Leave it empty if sudo asks for none. The password above is forgotten; this one is not.'
    : 'Leave it empty if sudo asks for none.'
}

function asksForSudo({ user }: AddDraft): boolean {
  return user.trim() !== 'root'
}

/** The fields on the page now: a problem of any other is said above the form. */
function shownFields(draft: AddDraft): string[] {
  return [
    ...addressFields,
    'name',
    ...signInFields(draft.signIn),
    ...(asksForSudo(draft) ? ['sudoPassword'] : []),
  ]
}
