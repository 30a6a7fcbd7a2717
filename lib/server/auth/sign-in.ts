import { setTimeout as pause } from 'node:timers/promises'
import type * as z from 'zod/mini'
import type { Me, setupInput, signInInput } from '../../shared/account-api.ts'
import { AppError } from '../../shared/problem.ts'
import type { Audit, AuditSubject } from '../actions/audit.ts'
import type { People, Person } from '../people/people.ts'
import { nameKey } from '../store/name-key.ts'
import type { Store } from '../store/open-store.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Device, Sessions } from './sessions.ts'
import type { Setup } from './setup.ts'
import type { Throttle } from './throttle.ts'

/** Somebody who was let in: who it is, and the token for the cookie. */
export interface LetIn {
  me: Me
  token: string
}

/** Ways in for people who are not signed in. */
export interface SignIn {
  /** Creates the first account. Throws `setup_closed`, `slow_down`, or `invalid_input` for a wrong code. */
  setUp(input: z.infer<typeof setupInput>, device: Device): Promise<LetIn>
  /** Throws `wrong_sign_in` or `slow_down`. An unknown name takes as long as a wrong password. */
  signIn(input: z.infer<typeof signInInput>, device: Device): Promise<LetIn>
  /** Checks the password of somebody signed in, as slowly as at sign-in. Throws `invalid_input` on the field `current`. */
  proveAgain(personId: string, password: string, address: string): Promise<Person>
}

interface Deps {
  store: Store
  audit: Audit
  people: People
  sessions: Sessions
  setup: Setup
  throttle: Throttle
}

/** No account can have this name: it begins with a character that names may not have. */
const SETUP = '\0setup'

/** The ways in, over accounts and sessions of one store; both are throttled and audited. */
export function createSignIn({ store, audit, people, sessions, setup, throttle }: Deps): SignIn {
  const letIn = (person: Person, device: Device): LetIn => {
    const { sessionId, token } = sessions.start(person.id, device)
    return { me: { id: person.id, name: person.name, role: person.role, sessionId }, token }
  }
  const record = (subject: AuditSubject, outcome: 'done' | 'failed', detail?: string): void =>
    audit.write(audit.newActionId(), subject, outcome, detail)

  return {
    async setUp({ code, name, password }, device) {
      if (!setup.needed()) throw closed()
      const subject = { personName: '', address: device.address, action: 'account.set-up', target: '' }
      await pause(throttle.attempt(device.address, SETUP))
      if (!setup.fits(code)) {
        record(subject, 'failed', 'invalid_input')
        throw wrongCode()
      }
      const passwordHash = await hashPassword(password)
      const entered = store.transaction(() => {
        // Asked again: somebody else may have come through while the password was hashed.
        if (!setup.needed()) throw closed()
        if (!setup.fits(code)) throw wrongCode()
        const person = people.add({ name, role: 'administrator', passwordHash })
        setup.close()
        record({ ...subject, personName: person.name, target: person.name }, 'done')
        return letIn(person, device)
      })
      throttle.succeeded(device.address, SETUP)
      return entered
    },

    async signIn({ name, password }, device) {
      const key = nameKey(name)
      await pause(throttle.attempt(device.address, key))
      const person = people.byName(name)
      // People type passwords into the name field: only the names of accounts are ever written down.
      const known = person?.name ?? ''
      const subject = { personName: known, address: device.address, action: 'account.sign-in', target: known }
      const { ok, outdated } = await verifyPassword(password, person?.passwordHash ?? null)
      const freshHash = outdated ? await hashPassword(password) : null
      const entered = store.transaction(() => {
        // Asked again: the password may have been changed, and all sessions ended, while this one was checked.
        if (!ok || !person || people.byName(name)?.passwordHash !== person.passwordHash) return null
        if (freshHash) people.setPassword(person.id, freshHash)
        record(subject, 'done')
        return letIn(person, device)
      })
      if (!entered) {
        record(subject, 'failed', 'wrong_sign_in')
        throw new AppError('wrong_sign_in', 'This user name and password do not belong together.', {
          hint: 'A forgotten password is reset where Bindery runs: npm run admin -- reset-password NAME',
        })
      }
      throttle.succeeded(device.address, key)
      return entered
    },

    async proveAgain(personId, password, address) {
      const person = people.get(personId)
      const key = nameKey(person.name)
      await pause(throttle.attempt(address, key))
      const { ok } = await verifyPassword(password, person.passwordHash)
      if (!ok) throw new AppError('invalid_input', 'This is not your current password.', { field: 'current' })
      throttle.succeeded(address, key)
      return person
    },
  }
}

function closed(): AppError {
  return new AppError('setup_closed', 'This Bindery already has an administrator.', {
    hint: 'Sign in instead.',
  })
}

function wrongCode(): AppError {
  return new AppError('invalid_input', 'This is not the current setup code.', {
    field: 'code',
    hint: 'It is printed where Bindery was started; every start before the first account prints a new one.',
  })
}
