import { useRouter } from 'next/navigation'
import { post } from '../../../lib/client/request.ts'
import type { Plan } from '../../../lib/shared/plan.ts'
import { useRequest } from '../../ui/use-request.ts'
import { keepDraft } from './kept-draft.ts'
import type { RegistryChecking } from './use-registry-check.ts'
import { verdictStops } from './verdict-stops.ts'

interface Saving {
  plan: Plan
  token: string
  revision: number
  checking: RegistryChecking
  /** A plan is there already: then one goes back to its steps. */
  changes: boolean
}

/** Saves a plan whose login the registry takes; with `start`, the install begins at once. */
export function useSavePlan(serverId: string, { plan, token, revision, checking, changes }: Saving) {
  const { busy, problem, run, clear } = useRequest()
  const router = useRouter()
  const path = `/api/servers/${serverId}/install`

  const save = (start: boolean) =>
    run(async () => {
      if (plan.registry.kind !== 'addon') {
        const check = await checking.ask()
        // What the registry said stands beside the token. Where it could not be asked, the install asks again.
        if (check !== null && verdictStops(check.verdict)) return
      }
      await post(`${path}/plan`, { plan, revision, ...(token === '' ? {} : { registryToken: token }) })
      keepDraft(serverId, revision, null)
      if (start) await post(`${path}/start`, { step: null })
      if (changes) router.push(`/s/${serverId}/install`)
    })

  return { busy, problem, clear, save }
}
