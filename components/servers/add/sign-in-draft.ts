import type { SignInKind } from '../../../lib/shared/server-row.ts'
import type { SignInWay } from '../../../lib/shared/servers-api.ts'

/** What is typed about signing in; every way keeps its own values while another one is looked at. */
export interface SignInDraft {
  kind: SignInKind
  /** `own-key`: who puts the new key on the server. */
  installs: 'bindery' | 'person'
  installPassword: string
  privateKey: string
  passphrase: string
  password: string
}

export const emptySignIn: SignInDraft = {
  kind: 'own-key',
  installs: 'bindery',
  installPassword: '',
  privateKey: '',
  passphrase: '',
  password: '',
}

/** The draft as a request has it: only the chosen way, and nothing empty. */
export function signInWay(draft: SignInDraft): SignInWay {
  switch (draft.kind) {
    case 'own-key':
      return {
        kind: 'own-key',
        ...(draft.installs === 'bindery' ? { installPassword: draft.installPassword } : {}),
      }
    case 'key':
      return {
        kind: 'key',
        privateKey: draft.privateKey,
        ...(draft.passphrase === '' ? {} : { passphrase: draft.passphrase }),
      }
    case 'password':
      return { kind: 'password', password: draft.password }
    case 'agent':
      return { kind: 'agent' }
    case 'ask':
      return { kind: 'ask' }
  }
}

/** The first thing that is missing from the draft, as a field and what to say there; null when it is whole. */
export function missingFromSignIn(draft: SignInDraft): { field: string; message: string } | null {
  if (draft.kind === 'own-key' && draft.installs === 'bindery' && draft.installPassword === '')
    return { field: 'installPassword', message: 'Type the password, or put the key there yourself.' }
  if (draft.kind === 'key' && draft.privateKey.trim() === '')
    return { field: 'privateKey', message: 'Paste the private key, or choose its file.' }
  if (draft.kind === 'password' && draft.password === '')
    return { field: 'password', message: 'Type the password.' }
  return null
}

/** True when something secret would be kept, so that where it is kept matters. */
export function hasSecrets(draft: SignInDraft, sudoPassword: string): boolean {
  return draft.kind === 'key' || draft.kind === 'password' || sudoPassword !== ''
}

/**
 * The fields that are on the page for this way, by the names that problems use. The password that installs a new key
 * is refused like any other, under `password`.
 */
export function signInFields(draft: SignInDraft): string[] {
  switch (draft.kind) {
    case 'own-key':
      return draft.installs === 'bindery' ? ['installPassword', 'password'] : []
    case 'key':
      return ['privateKey', 'passphrase']
    case 'password':
      return ['password']
    case 'agent':
    case 'ask':
      return []
  }
}
