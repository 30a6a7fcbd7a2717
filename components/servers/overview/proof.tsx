'use client'

import { useNow } from '../../../lib/client/use-now.ts'
import { formatAge, formatDuration, formatTime } from '../../../lib/shared/format.ts'
import type { HealthCheck, HealthPart, HealthRow } from '../../../lib/shared/health-row.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useStaleSince } from '../../frame/use-liveness.ts'
import { Status, type StatusKind } from '../../ui/status.tsx'
import { TimeText } from '../../ui/time-text.tsx'
import { kubernetesName } from '../verdict-cluster.ts'

interface ProofProps {
  server: ServerRow
  health: HealthRow | undefined
}

/** What the sentence above rests on: each observed, with the age of the look. */
export function Proof({ server, health }: ProofProps) {
  const known = useStaleSince(server) === null
  return (
    <div className="proof">
      {health?.found === 'binderhub' && health.checkedAt !== null ? (
        <Checks checks={health.checks} checkedAt={health.checkedAt} known={known} />
      ) : (
        <Machine server={server} known={known} />
      )}
    </div>
  )
}

function Checks({
  checks,
  checkedAt,
  known,
}: {
  checks: readonly HealthCheck[]
  checkedAt: number
  known: boolean
}) {
  const now = useNow()
  return (
    <>
      {checks.filter(isTold).map(({ part, state, evidence }) => (
        <Status key={part} kind={kinds[state]} title={evidence}>
          {words[part]}
        </Status>
      ))}
      <TimeText>
        {known ? `Asked ${formatAge(now - checkedAt)} ago` : `Asked last at ${formatTime(checkedAt, now)}`}
      </TimeText>
    </>
  )
}

/** The scheduler is nobody's concern while it works. */
function isTold({ part, state }: HealthCheck): boolean {
  return part !== 'scheduler' || state !== 'ok'
}

const kinds: Readonly<Record<HealthCheck['state'], StatusKind>> = {
  ok: 'ok',
  starting: 'work',
  failed: 'fail',
  unknown: 'unk',
}

const words: Readonly<Record<HealthPart, string>> = {
  api: 'Kubernetes API',
  node: 'Node',
  proxy: 'Proxy',
  hub: 'Hub',
  binder: 'BinderHub',
  registry: 'Registry lets it in',
  scheduler: 'Scheduler',
  builder: 'Builder',
}

function Machine({ server: { link, facts }, known }: { server: ServerRow; known: boolean }) {
  const now = useNow()
  return (
    <>
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
    </>
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
