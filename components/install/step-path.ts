import { type StepId, stepIds } from '../../lib/shared/install.ts'

/** The page of a server's install, at a step where one is chosen. */
export function stepPath(serverId: string, step: StepId | null): string {
  return step === null ? `/s/${serverId}/install` : `/s/${serverId}/install/${step}`
}

/** The step in the address bar; null where there is none. */
export function readStep(pathname: string): StepId | null {
  const named = /^\/s\/[^/]+\/install\/([^/]+)\/?$/.exec(pathname)?.[1]
  return stepIds.find((id) => id === named) ?? null
}
