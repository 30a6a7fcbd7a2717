import type { Action, Actor, Query } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { createPeople } from '../people/people.ts'
import { peopleRoutes } from '../people/people-actions.ts'
import type { Store } from '../store/open-store.ts'
import { accountRoutes } from './account-actions.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSetup } from './setup.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { createThrottle } from './throttle.ts'

/** Accounts, sessions and ways in, wired together. */
export interface Auth extends Pick<SignIn, 'setUp' | 'signIn'> {
  /** True while nobody has an account. */
  needsSetup(): boolean
  /** A new one-time setup code, to be printed; the one before is void. Null once there is an account. */
  newSetupCode(): string | null
  /** Who sent this Cookie header from this address; null when nobody is signed in with it. */
  actorOf(cookieHeader: string | null | undefined, address: string): Actor | null
  /** The same for pages, which do not know the address. */
  actorFromCookies(cookieHeader: string | null): Actor | null
  /** Ends the session of a cookie that is about to be replaced. */
  replaceCookie(cookieHeader: string | null | undefined): void
  /** A socket of this session is open: it lasts on. Cheap enough to be called every few seconds. */
  keepSession: Sessions['keep']
  /** Called with the id of each session that ended: its sockets are to be closed at once. */
  onSessionEnded: Sessions['onEnded']
  readonly cookie: SessionCookie
  /** `account/*`, `users/*`, `me` and `sign-out`. */
  readonly actions: Action[]
  readonly queries: Query[]
  /** Stops the sweep of expired sessions. */
  close(): void
}

const SWEEP_MS = 15_000

/** `now`: milliseconds since the epoch. `secure`: people reach the console by HTTPS, so that cookies demand it. */
export function createAuth(options: { store: Store; secure: boolean; now?: () => number }): Auth {
  const { store, secure, now = Date.now } = options
  const audit = createAudit(store, now)
  const people = createPeople(store, now)
  const sessions = createSessions(store, now)
  const setup = createSetup(store)
  const cookie = createSessionCookie(secure)
  const signIn = createSignIn({ store, audit, people, sessions, setup, throttle: createThrottle(now) })
  const account = accountRoutes({ people, sessions, signIn, cookie })
  const users = peopleRoutes({ people, sessions })
  const sweeping = setInterval(sessions.sweep, SWEEP_MS).unref()

  const actorOf: Auth['actorOf'] = (cookieHeader, address) => {
    const token = cookie.read(cookieHeader)
    const holder = token === null ? null : sessions.find(token)
    return holder && { ...holder, address }
  }

  return {
    setUp: signIn.setUp,
    signIn: signIn.signIn,
    needsSetup: setup.needed,
    newSetupCode: setup.newCode,
    actorOf,
    actorFromCookies: (cookieHeader) => actorOf(cookieHeader, ''),
    replaceCookie(cookieHeader) {
      const before = actorOf(cookieHeader, '')
      if (before) sessions.announceEnded(sessions.endOne(before.personId, before.sessionId))
    },
    keepSession: sessions.keep,
    onSessionEnded: sessions.onEnded,
    cookie,
    actions: [...account.actions, ...users.actions],
    queries: [...account.queries, ...users.queries],
    close: () => clearInterval(sweeping),
  }
}
