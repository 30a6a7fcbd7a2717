import * as z from 'zod/mini'
import type { Facts, TestStage } from './facts.ts'
import type { HostKey } from './server-row.ts'
import { idSchema, line } from './text.ts'

const host = z
  .string('The address must be text.')
  .check(
    z.regex(
      /^(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?|[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?)$/,
      'Write a host name such as binder-01.example.org, or an IP address, without user, port or path.',
    ),
  )
const port = z
  .int('The SSH port is a whole number.')
  .check(z.minimum(1, 'The SSH port is at least 1.'), z.maximum(65535, 'The SSH port is at most 65535.'))
const user = z
  .string('The user must be text.')
  .check(
    z.regex(
      /^[A-Za-z_][A-Za-z0-9_.@\\-]{0,63}\$?$/,
      'A Linux user has letters, digits, . _ and -, and starts with a letter or _.',
    ),
  )
const secret = z.string().check(z.maxLength(16_384, 'This is longer than any key or password.'))

/** Where a server is. `jump`: another server of Bindery's list that the connection goes through. */
const addressInput = z.object({ host, port, jump: z.nullable(idSchema) })

/** How to sign in. `installPassword` is used once, to put Bindery's new key in place, and then forgotten. */
export const signInWays = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own-key'), installPassword: z.optional(secret) }),
  z.object({ kind: z.literal('key'), privateKey: secret, passphrase: z.optional(secret) }),
  z.object({ kind: z.literal('password'), password: secret }),
  z.object({ kind: z.literal('agent') }),
  z.object({ kind: z.literal('ask') }),
])
export type SignInWay = z.infer<typeof signInWays>

/** `sudoPassword` absent with sign-in by password means: the same password. */
const rootInput = z.object({ sudoPassword: z.optional(secret) })

const fingerprint = z
  .string()
  .check(z.regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'A fingerprint is SHA256: and 43 characters.'))

/** POST /api/servers/meet: reads the host key; sends neither user name nor key. */
export const meetInput = addressInput
export interface Met {
  address: string
  hostKey: HostKey
  /** What the server says it is, e.g. "OpenSSH_9.6p1 Ubuntu-3ubuntu13.5". */
  software: string
  tookMs: number
}

/** POST /api/servers/add */
export const addServerInput = z.object({
  ...addressInput.shape,
  name: line('The name', 64),
  user,
  signIn: signInWays,
  root: rootInput,
  /** Keep passwords and passphrases encrypted in the data folder; otherwise in memory only. */
  keepSecrets: z.boolean(),
  hostKey: fingerprint,
})
export type AddServer = z.infer<typeof addServerInput>

/** POST /api/servers/:server/edit: everything is optional but what changes. A new address asks for its host key. */
export const editServerInput = z.object({
  name: z.optional(line('The name', 64)),
  host: z.optional(host),
  port: z.optional(port),
  jump: z.optional(z.nullable(idSchema)),
  user: z.optional(user),
  signIn: z.optional(signInWays),
  root: z.optional(rootInput),
  keepSecrets: z.optional(z.boolean()),
  hostKey: z.optional(fingerprint),
})
export type EditServer = z.infer<typeof editServerInput>

/** POST /api/servers/:server/secret: what is kept in memory only, typed again after a restart. */
export const secretInput = z.object({
  password: z.optional(secret),
  passphrase: z.optional(secret),
  sudoPassword: z.optional(secret),
})
/** POST /api/servers/:server/answer */
export const answerInput = z.object({ prompt: idSchema, answers: z.array(secret).check(z.maxLength(16)) })
/** POST /api/servers/:server/host-key: pins another key in place of the one that was confirmed. */
export const replaceHostKeyInput = z.object({ old: fingerprint, hostKey: fingerprint })
/** POST /api/servers/:server/forget: the name, typed. */
export const forgetInput = z.object({ typedName: line('The name', 64) })

/** POST /api/servers/:server/test answers this. */
export interface TestResult {
  stages: TestStage[]
  facts: Facts | null
}
