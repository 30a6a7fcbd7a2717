import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../../lib/client/request.ts'
import type { UserRow } from '../../lib/shared/account-api.ts'
import { useRequest } from '../ui/use-request.ts'

const key = ['people']

/** Everybody who may sign in. */
export function usePeople() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await get<{ users: UserRow[] }>('/api/users', signal)).users,
  })
}

/** Changes something about people; the list is read again when it was done. */
export function useChangePeople() {
  const { busy, problem, run, clear } = useRequest()
  const queries = useQueryClient()
  return {
    busy,
    problem,
    clear,
    change: (path: string, input: object, done: () => void) =>
      void run(
        () => post(path, input),
        () => {
          void queries.invalidateQueries({ queryKey: key })
          done()
        },
      ),
  }
}
