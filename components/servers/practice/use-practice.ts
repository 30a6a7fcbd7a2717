import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../../../lib/client/request.ts'
import type { PracticeOffer } from '../../../lib/shared/practice-api.ts'
import { useRequest } from '../../ui/use-request.ts'

const key = ['practice']

/** What the console offers to practise on; undefined while that is not known, and where it offers nothing. */
export function usePractice() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<PracticeOffer>('/api/practice', signal),
    // Switched off, the console does not know the address at all.
    retry: false,
  })
}

/** Adds the practice server, or makes it bare again. */
export function useActOnPractice() {
  const { busy, problem, run } = useRequest()
  const queries = useQueryClient()
  return {
    busy,
    problem,
    act: (verb: 'add' | 'reset', trouble: boolean, done: (answer: { id?: string }) => void) =>
      void run(
        () => post<{ id?: string }>(`/api/practice/${verb}`, { trouble }),
        (answer) => {
          void queries.invalidateQueries({ queryKey: key })
          done(answer)
        },
      ),
  }
}
