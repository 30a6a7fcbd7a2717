import type { PracticeServer } from '../demo/practice-server.ts'
import { Link } from '../server/ssh/link.ts'

/** A link to a practice server, made as to any server; resolves once it is up. */
export async function practiceLink(
  place: Pick<PracticeServer, 'host' | 'port' | 'user' | 'password' | 'hostKey'>,
): Promise<Link> {
  const { host, port, user, password, hostKey } = place
  const credentials = { kind: 'password' as const, password }
  const link = new Link({
    target: async () => ({
      host,
      port,
      user,
      hostKey,
      credentials,
      jump: null,
      root: { sudoPassword: password },
    }),
  })
  link.open()
  await link.whenOnline({ deadlineMs: 20_000, signal: AbortSignal.timeout(20_000) })
  return link
}
