import type { Problem } from '../../../lib/shared/problem.ts'
import type { AddServer } from '../../../lib/shared/servers-api.ts'
import { type Address, requestAddress } from './address.ts'
import { emptySignIn, missingFromSignIn, type SignInDraft, signInWay } from './sign-in-draft.ts'

/** Everything typed into the first step, as typed. */
export interface AddDraft extends Address {
  name: string
  signIn: SignInDraft
  sudoPassword: string
  keepSecrets: boolean
}

export const emptyDraft: AddDraft = {
  host: '',
  port: '22',
  user: 'root',
  name: '',
  jump: null,
  signIn: emptySignIn,
  sudoPassword: '',
  keepSecrets: true,
}

/** The name in Bindery: as typed, else the host name up to its first dot, or the address. */
export function draftName(draft: AddDraft): string {
  const host = draft.host.trim()
  const suggestion = /^[\d.]+$|:/.test(host) ? host : (host.split('.')[0] ?? host)
  return draft.name.trim() || suggestion
}

/** What is missing, or stands in the way (`names` are taken), before anything can be asked of the server; null when the draft is whole. */
export function missingFromDraft(draft: AddDraft, names: readonly string[]): Problem | null {
  const missing = (field: string, message: string): Problem => ({ code: 'invalid_input', field, message })
  if (draft.host.trim() === '') return missing('host', 'Where is the server? A host name or an address.')
  if (draft.user.trim() === '') return missing('user', 'Whom does Bindery sign in as?')
  const name = draftName(draft)
  if (names.some((taken) => taken.toLowerCase() === name.toLowerCase()))
    return missing('name', `There is a server named ${name} already. Choose another name.`)
  const signIn = missingFromSignIn(draft.signIn)
  return signIn === null ? null : missing(signIn.field, signIn.message)
}

/** The request that adds the server once its host key was confirmed. */
export function addRequest(draft: AddDraft, hostKey: string): AddServer {
  return {
    ...requestAddress(draft),
    name: draftName(draft),
    user: draft.user.trim(),
    signIn: signInWay(draft.signIn),
    root: draft.sudoPassword === '' ? {} : { sudoPassword: draft.sudoPassword },
    keepSecrets: draft.keepSecrets,
    hostKey,
  }
}
