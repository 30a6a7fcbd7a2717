import * as z from 'zod/mini'
import { addUserInput, changeUserInput, type UserRow } from '../../shared/account-api.ts'
import { AppError } from '../../shared/problem.ts'
import { type Action, defineAction, type Query } from '../actions/action.ts'
import { commit } from '../actions/commit.ts'
import { hashPassword } from '../auth/password.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { People, Person } from './people.ts'

interface Deps {
  people: People
  sessions: Sessions
}

/** Who may sign in: list, add, change, remove. For administrators. */
export function peopleRoutes({ people, sessions }: Deps): { actions: Action[]; queries: Query[] } {
  const personOf = ({ params }: { params: Readonly<Record<string, string>> }): Person =>
    people.get(params.user ?? '')
  return {
    queries: [
      {
        path: '/api/users',
        who: 'administrator',
        answer: ({ actor }) => ({ users: people.all().map((person) => userRow(person, actor.personId)) }),
      },
    ],
    actions: [
      defineAction({
        name: 'user.add',
        path: '/api/users/add',
        who: 'administrator',
        input: addUserInput,
        target: ({ input }) => `${input.name} (${input.role})`,
        async perform({ input }) {
          const passwordHash = await hashPassword(input.password)
          return commit(
            () => people.add({ name: input.name, role: input.role, passwordHash }),
            ({ id }) => ({ id }),
          )
        },
      }),
      defineAction({
        name: 'user.change',
        path: '/api/users/:user/change',
        who: 'administrator',
        input: changeUserInput,
        target: (call) => [personOf(call).name, ...changesOf(call.input)].join(', '),
        async perform(call) {
          const { role, password } = call.input
          const { id } = personOf(call)
          const passwordHash = password === undefined ? null : await hashPassword(password)
          return commit(
            () => {
              const otherRole = role !== undefined && role !== people.get(id).role
              if (otherRole) people.setRole(id, role)
              if (passwordHash !== null) people.setPassword(id, passwordHash)
              // Pages and sockets were made for the role and password of before.
              return otherRole || passwordHash !== null ? sessions.endAll(id) : []
            },
            (ended) => {
              sessions.announceEnded(ended)
              return {}
            },
          )
        },
      }),
      defineAction({
        name: 'user.remove',
        path: '/api/users/:user/remove',
        who: 'administrator',
        input: z.object({}),
        target: (call) => personOf(call).name,
        perform(call) {
          const { id } = personOf(call)
          if (id === call.actor.personId)
            throw new AppError('conflict', 'You cannot remove yourself.', {
              hint: 'Ask another administrator to do it.',
            })
          return commit(
            () => {
              const ended = sessions.endAll(id)
              people.remove(id)
              return ended
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

function changesOf({ role, password }: z.infer<typeof changeUserInput>): string[] {
  return [...(role ? [`role ${role}`] : []), ...(password === undefined ? [] : ['new password'])]
}

function userRow(person: Person, viewerId: string): UserRow {
  const { id, name, role, addedAt, lastSeenAt } = person
  return { id, name, role, addedAt, lastSeenAt, you: id === viewerId }
}
