import type { Plan } from '../../shared/plan.ts'

/** What a builder may print of the login to a registry, in the forms that it has: the token, and what is sent for it. */
export function registrySecrets({
  plan,
  registryToken,
}: {
  plan: Pick<Plan, 'registry'> | null
  registryToken: string | null
}): string[] {
  if (registryToken === null) return []
  const { registry } = plan ?? {}
  const name =
    registry?.kind === 'docker-hub' ? registry.account : registry?.kind === 'v2' ? registry.user : null
  const login = name === null ? [] : [Buffer.from(`${name}:${registryToken}`).toString('base64')]
  return [registryToken, ...login]
}
