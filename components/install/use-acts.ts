import { useCallback, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { usePerson } from '../frame/person.tsx'
import { useOutOfReach } from '../frame/use-liveness.ts'
import { useRequest } from '../ui/use-request.ts'

/** What a person can do about an install, one request at a time. */
export interface Acts {
  /** Viewers see everything and no button that acts. */
  mayAct: boolean
  /** Why nothing can be done now, for `disabledBecause`. */
  whyNot: string | null
  problem: Problem | null
  /** POST …/install/VERB. The table shows what came of it. */
  act: (verb: string, input: object) => void
  isBusy: (verb: string) => boolean
  path: (verb: string) => string
}

export function useActs(server: ServerRow): Acts {
  const { role } = usePerson()
  const whyNot = useOutOfReach(server)
  const { busy, problem, run } = useRequest()
  const [verb, setVerb] = useState('')
  const path = useCallback((verb: string) => `/api/servers/${server.id}/install/${verb}`, [server.id])
  const act = useCallback(
    (verb: string, input: object) => {
      setVerb(verb)
      void run(() => post(path(verb), input))
    },
    [run, path],
  )
  return {
    mayAct: role === 'administrator',
    whyNot,
    problem,
    act,
    isBusy: (asked) => busy && asked === verb,
    path,
  }
}
