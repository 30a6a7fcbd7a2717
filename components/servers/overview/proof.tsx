'use client'

import { useNow } from '../../../lib/client/use-now.ts'
import { formatAge, formatDuration } from '../../../lib/shared/format.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useStaleSince } from '../../frame/use-liveness.ts'
import { Status } from '../../ui/status.tsx'
import { TimeText } from '../../ui/time-text.tsx'
import { kubernetesName } from '../verdict-cluster.ts'

/** What the sentence above rests on: each observed, with the age of the look. */
export function Proof({ server }: { server: ServerRow }) {
  const { link, facts } = server
  const now = useNow()
  const known = useStaleSince(server) === null
  return (
    <div className="proof">
      {known && link.state === 'online' && <Status kind="ok">SSH</Status>}
      {known && link.state === 'online' && <Status kind="ok">{rootWord(link.rootBy)}</Status>}
      {facts?.kubernetes.map((found) => (
        <Status key={found.kind} kind={found.kind !== 'other' && found.running ? 'ok' : 'skip'}>
          {kubernetesName(found)}
        </Status>
      ))}
      {facts && (
        <TimeText>{`Looked at ${formatAge(now - facts.lookedAt)} ago, in ${formatDuration(facts.tookMs)}`}</TimeText>
      )}
    </div>
  )
}

function rootWord(rootBy: 'root' | 'sudo' | 'sudo-password'): string {
  switch (rootBy) {
    case 'root':
      return 'Root'
    case 'sudo':
      return 'Root by sudo'
    case 'sudo-password':
      return 'Root by sudo with a password'
  }
}
