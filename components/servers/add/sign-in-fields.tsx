'use client'

import type { Problem } from '../../../lib/shared/problem.ts'
import type { SignInKind } from '../../../lib/shared/server-row.ts'
import { fieldError } from '../../ui/field-error.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { PasswordField } from './password-field.tsx'
import { PrivateKeyField } from './private-key-field.tsx'
import type { SignInDraft } from './sign-in-draft.ts'

const ways: readonly { value: SignInKind; label: string }[] = [
  { value: 'own-key', label: 'A new key for this server' },
  { value: 'key', label: 'My key' },
  { value: 'password', label: 'Password' },
  { value: 'agent', label: 'SSH agent' },
  { value: 'ask', label: 'The server asks me' },
]

interface SignInFieldsProps {
  draft: SignInDraft
  /** Whom Bindery signs in as, for the labels. */
  user: string
  /** A server that is let in already: a new key is put there by Bindery, over the old way in. */
  known?: boolean
  problem: Problem | null
  onChange: (change: Partial<SignInDraft>) => void
}

/** The ways to sign in, and what each of them needs. */
export function SignInFields({ draft, user, known = false, problem, onChange }: SignInFieldsProps) {
  return (
    <>
      <Segmented
        label="Sign in with"
        options={ways}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <WayFields draft={draft} user={user} known={known} problem={problem} onChange={onChange} />
    </>
  )
}

function WayFields({ draft, user, known = false, problem, onChange }: SignInFieldsProps) {
  switch (draft.kind) {
    case 'own-key':
      return known ? (
        <InstallPassword draft={draft} user={user} problem={problem} onChange={onChange} />
      ) : (
        <OwnKeyFields draft={draft} user={user} problem={problem} onChange={onChange} />
      )
    case 'key':
      return (
        <>
          <PrivateKeyField
            value={draft.privateKey}
            error={fieldError(problem, 'privateKey')}
            onChange={(privateKey) => onChange({ privateKey })}
          />
          <PasswordField
            label="Passphrase of the key"
            hint="Leave it empty if it has none."
            error={fieldError(problem, 'passphrase')}
            value={draft.passphrase}
            onChange={(passphrase) => onChange({ passphrase })}
          />
        </>
      )
    case 'password':
      return (
        <PasswordField
          label={`Password of ${user || 'the user'}`}
          hint="A key of its own is safer: no password to leak, and it can be taken away from Bindery alone."
          error={fieldError(problem, 'password')}
          value={draft.password}
          onChange={(password) => onChange({ password })}
        />
      )
    case 'agent':
      return (
        <p className="hint">
          Bindery asks the SSH agent that was there when it was started (<code>SSH_AUTH_SOCK</code>). Without
          that agent it cannot reconnect.
        </p>
      )
    case 'ask':
      return (
        <p className="hint">
          The server asks what it likes, such as a one-time code, and Bindery shows you its questions. It
          cannot reconnect without you.
        </p>
      )
  }
}

function InstallPassword({ draft, user, problem, onChange }: SignInFieldsProps) {
  return (
    <PasswordField
      label={`Password of ${user || 'the user'}, used once`}
      error={fieldError(problem, 'installPassword') ?? fieldError(problem, 'password')}
      value={draft.installPassword}
      onChange={(installPassword) => onChange({ installPassword })}
    />
  )
}

function OwnKeyFields({ draft, user, problem, onChange }: SignInFieldsProps) {
  return (
    <fieldset>
      <legend className="vh">Who puts the new key on the server</legend>
      <label className="opt">
        <input
          type="radio"
          name="installs"
          checked={draft.installs === 'bindery'}
          onChange={() => onChange({ installs: 'bindery' })}
        />
        <span>
          <b>Bindery puts it there</b>
          <span className="hint">It signs in once with the password, and then forgets the password.</span>
        </span>
      </label>
      {draft.installs === 'bindery' && (
        <div className="mb-2 ml-[26px]">
          <InstallPassword draft={draft} user={user} problem={problem} onChange={onChange} />
        </div>
      )}
      <label className="opt">
        <input
          type="radio"
          name="installs"
          checked={draft.installs === 'person'}
          onChange={() => onChange({ installs: 'person' })}
        />
        <span>
          <b>I put it there myself</b>
          <span className="hint">
            Bindery shows one line to paste on the server, and waits until you have.
          </span>
        </span>
      </label>
    </fieldset>
  )
}
