import type { Facts } from './facts.ts'
import type { LinkState } from './link-state.ts'

/** How Bindery signs in. `own-key`: a key it made for this server alone. */
export type SignInKind = 'own-key' | 'key' | 'password' | 'agent' | 'ask'

export interface HostKey {
  /** As in known_hosts: "ssh-ed25519", "ecdsa-sha2-nistp256"… */
  type: string
  /** "SHA256:" and 43 characters of unpadded base64, as `ssh-keygen -lf` prints it. */
  sha256: string
}

/** A server as every list and page sees it; no secret is ever part of it. */
export interface ServerRow {
  id: string
  name: string
  host: string
  port: number
  user: string
  signIn: SignInKind
  /** True while a password or passphrase is needed that Bindery does not have (kept in memory only). */
  needsSecret: boolean
  keepsSecrets: boolean
  jump: { id: string; name: string } | null
  hostKey: HostKey & { confirmedAt: number; confirmedBy: string }
  /** The public half of the key Bindery signs in with, where it made one. */
  publicKey: string | null
  /** Sessions in use of the link's budget. */
  sessions: { inUse: number; budget: number; waiting: number }
  link: LinkState
  facts: Facts | null
  addedAt: number
}
