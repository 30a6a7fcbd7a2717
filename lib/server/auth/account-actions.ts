import * as z from 'zod/mini'
import { changePasswordInput, endSessionsInput, type Me } from '../../shared/account-api.ts'
import { AppError } from '../../shared/problem.ts'
import { type Action, defineAction, type Query } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import { JsonAnswer } from '../actions/json-answer.ts'
import type { People } from '../people/people.ts'
import { hashPassword } from './password.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'

interface Deps {
  people: People
  sessions: Sessions
  signIn: SignIn
  cookie: SessionCookie
}

/** What people do with their own account, whatever their role: devices, password, signing out. */
export function accountRoutes({ people, sessions, signIn, cookie }: Deps): {
  actions: Action[]
  queries: Query[]
} {
  return {
    queries: [
      {
        path: '/api/me',
        who: 'viewer',
        answer: ({ actor }): Me => ({
          id: actor.personId,
          name: actor.name,
          role: actor.role,
          sessionId: actor.sessionId,
        }),
      },
      {
        path: '/api/account/sessions',
        who: 'viewer',
        answer: ({ actor }) => ({ sessions: sessions.list(actor.personId, actor.sessionId) }),
      },
    ],
    actions: [
      defineAction({
        name: 'account.sign-out',
        path: '/api/sign-out',
        who: 'viewer',
        input: z.object({}),
        target: ({ actor }) => actor.name,
        perform: ({ actor }) =>
          commit(
            () => sessions.endOne(actor.personId, actor.sessionId),
            (ended) => {
              sessions.announceEnded(ended)
              return new JsonAnswer({}, { 'Set-Cookie': cookie.clear() })
            },
          ),
        withoutStore({ actor }) {
          sessions.endUnwritten(actor.personId, { only: actor.sessionId })
          return new JsonAnswer({}, { 'Set-Cookie': cookie.clear() })
        },
      }),
      defineAction({
        name: 'account.end-sessions',
        path: '/api/account/sessions/end',
        who: 'viewer',
        input: endSessionsInput,
        target: ({ actor, input }) => `${actor.name}, ${input.which}`,
        perform: ({ actor, input }) =>
          commit(
            () => {
              if (input.which === 'all') return sessions.endAll(actor.personId)
              if (input.which === 'others') return sessions.endAll(actor.personId, actor.sessionId)
              const ended = sessions.endOne(actor.personId, input.which)
              if (ended.length === 0)
                throw new AppError('not_found', 'This device is not signed in any more.')
              return ended
            },
            (ended) => {
              sessions.announceEnded(ended)
              return { ended: ended.length }
            },
          ),
        withoutStore({ actor, input }) {
          const which =
            input.which === 'all'
              ? {}
              : input.which === 'others'
                ? { but: actor.sessionId }
                : { only: input.which }
          return { ended: sessions.endUnwritten(actor.personId, which) }
        },
      }),
      defineAction({
        name: 'account.change-password',
        path: '/api/account/password',
        who: 'viewer',
        input: changePasswordInput,
        target: ({ actor }) => actor.name,
        async perform({ actor, input }) {
          const proven = await signIn.proveAgain(actor.personId, input.current, actor.address)
          const passwordHash = await hashPassword(input.next)
          return commit(
            () => {
              if (people.get(proven.id).passwordHash !== proven.passwordHash)
                throw new AppError('conflict', 'Your password was changed somewhere else at the same moment.')
              people.setPassword(proven.id, passwordHash)
              return sessions.endAll(proven.id, actor.sessionId)
            },
            (ended) => {
              sessions.announceEnded(ended)
              return {}
            },
          )
        },
      }),
    ],
  }
}
