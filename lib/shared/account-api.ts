import * as z from 'zod/mini'
import { idSchema, line } from './text.ts'

export const roles = ['administrator', 'viewer'] as const
/** `viewer` sees everything but secrets, changes nothing and opens no shell. */
export type Role = (typeof roles)[number]

export const PASSWORD_MIN = 14
const password = z
  .string('The password must be text.')
  .check(
    z.minLength(PASSWORD_MIN, `The password needs at least ${PASSWORD_MIN} characters.`),
    z.maxLength(1024, 'The password may have at most 1024 characters.'),
  )
/** A password as typed at sign-in: any length a body may have, so that a wrong one is just wrong. */
const typedPassword = z
  .string()
  .check(z.minLength(1, 'The password is missing.'), z.maxLength(1024, 'This password is too long.'))
const userName = z
  .string('The user name must be text.')
  .check(
    z.regex(
      /^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,63}$/u,
      'A user name has 1 to 64 letters, digits, spaces, and . _ @ - after the first.',
    ),
  )

/** POST /api/setup: the first account, with the one-time code printed where Bindery was started. */
export const setupInput = z.object({ code: line('The setup code', 128), name: userName, password })
/** POST /api/sign-in */
export const signInInput = z.object({ name: line('The user name', 64), password: typedPassword })
/** POST /api/account/password */
export const changePasswordInput = z.object({ current: typedPassword, next: password })
/** POST /api/account/sessions/end: one device, or every device but this one, or all of them. */
export const endSessionsInput = z.object({
  which: z.union([idSchema, z.literal('others'), z.literal('all')]),
})
/** POST /api/users/add */
export const addUserInput = z.object({ name: userName, role: z.enum(roles), password })
/** POST /api/users/:user/change: another role, or a new password that signs the person out everywhere. */
export const changeUserInput = z.object({ role: z.optional(z.enum(roles)), password: z.optional(password) })

/** GET /api/me */
export interface Me {
  id: string
  name: string
  role: Role
  sessionId: string
}

/** GET /api/account/sessions */
export interface SessionRow {
  id: string
  current: boolean
  /** "Firefox on Linux", from the User-Agent header; never trusted for anything. */
  device: string
  address: string
  signedInAt: number
  seenAt: number
}

/** GET /api/users (administrators) */
export interface UserRow {
  id: string
  name: string
  role: Role
  addedAt: number
  lastSeenAt: number | null
  you: boolean
}
