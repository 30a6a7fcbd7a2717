import { useCallback, useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { Plan } from '../../../lib/shared/plan.ts'
import { type Problem, toProblem } from '../../../lib/shared/problem.ts'
import { checkRegistryInput, type RegistryCheck } from '../../../lib/shared/registry-check.ts'

type Answer = { login: string } & (
  | { state: 'asking' }
  | { state: 'answered'; check: RegistryCheck }
  | { state: 'failed'; problem: Problem }
)

export interface RegistryChecking {
  /** What the registry said of the login that stands in the form now; null where it was not asked about this one. */
  answer: Answer | null
  /** Asks, unless it was asked already. Null where the answers are not whole, or no answer came. */
  ask: () => Promise<RegistryCheck | null>
}

/** Whether the registry takes images from this login, asked from the server. An empty token is the one that was saved. */
export function useRegistryCheck(serverId: string, plan: Plan, token: string): RegistryChecking {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { registry, imagePrefix } = plan
  const login = JSON.stringify({ registry, imagePrefix, ...(token === '' ? {} : { registryToken: token }) })
  const current = answer?.login === login ? answer : null
  const known = current?.state === 'answered' ? current.check : null

  const ask = useCallback(async () => {
    if (known !== null) return known
    const input = checkRegistryInput.safeParse(JSON.parse(login))
    if (!input.success) return null
    setAnswer({ login, state: 'asking' })
    try {
      const check = await post<RegistryCheck>(`/api/servers/${serverId}/install/registry/check`, input.data)
      setAnswer((now) => (now?.login === login ? { login, state: 'answered', check } : now))
      return check
    } catch (thrown) {
      const problem = toProblem(thrown)
      setAnswer((now) => (now?.login === login ? { login, state: 'failed', problem } : now))
      return null
    }
  }, [serverId, login, known])

  return { answer: current, ask }
}
