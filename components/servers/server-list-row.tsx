'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { useRow } from '../../lib/client/use-table.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import type { HealthRow } from '../../lib/shared/health-row.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Badge } from '../frame/live-badge.tsx'
import { isStale, staleSince } from '../frame/liveness.ts'
import { TryNowButton } from '../frame/try-now-button.tsx'
import { useLiveness } from '../frame/use-liveness.ts'
import { Link } from '../ui/link.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Shape, Status, statusClass } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { clusterSeen } from './cluster-seen.ts'
import { serverStatus } from './server-status.ts'
import { kubernetesName } from './verdict-cluster.ts'

interface ServerListRowProps {
  server: ServerRow
  /** Those of this server that have not ended. */
  runs: readonly RunRow[]
  health: HealthRow | undefined
}

/** One server of the list: how it is in a sentence, how old that is, and what the machine has. */
export function ServerListRow({ server, runs, health }: ServerListRowProps) {
  const now = useNow()
  const state = useLiveness(server)
  const install = useRow('installs', server.id)
  const status = serverStatus(server, { runs, install, health }, now, staleSince(state))
  const seen = clusterSeen(install, server.facts, now)
  return (
    <li className={`${statusClass(status.kind)} ${isStale(state) ? 'old' : ''}`}>
      <div className="srv">
        <Shape kind={status.kind} />
        <div className="nm2">
          <Link className="plain" href={`/s/${server.id}`}>
            <b>{server.name}</b>
          </Link>
          <span className="mono dim">
            {server.user}@{server.host}:{server.port}
          </span>
          <Status kind={status.kind} shapeless>
            {status.word}
          </Status>
        </div>
        <div>
          <TimeText className={status.kind === 'ok' ? '' : 'font-semibold'}>{status.lead}</TimeText>{' '}
          {status.more}
          <div className="row wrap mt-2">
            {server.link.state === 'reconnecting' && <TryNowButton server={server} label="Try again now" />}
            {status.needsPerson && (
              <LinkButton small href={`/s/${server.id}${status.where}`}>
                What to do
              </LinkButton>
            )}
            <Badge state={state} />
          </div>
        </div>
        <Machine server={server} />
        <div className="ver">
          {server.facts?.kubernetes.map((found) => (
            <span key={found.kind} className="mono block">
              {kubernetesName(found)}
            </span>
          ))}
          {seen !== null ? (
            <TimeText className="block">{seen.short}</TimeText>
          ) : (
            server.facts?.kubernetes.length === 0 && 'no Kubernetes'
          )}
          {runs.length > 0 && (
            <span className="block">{runs.length === 1 ? '1 run works' : `${runs.length} runs`}</span>
          )}
        </div>
      </div>
    </li>
  )
}

/** What is not known is a dash, never a guess. */
function Machine({ server: { facts } }: { server: ServerRow }) {
  const disk = facts?.disks.find(({ path }) => path === '/var') ?? facts?.disks[0]
  return (
    <dl>
      <div>
        <dt>Cores</dt>
        <dd>{facts?.cores ?? '–'}</dd>
      </div>
      <div>
        <dt>Memory</dt>
        <dd>{facts?.memory ? formatBytes(facts.memory.total) : '–'}</dd>
      </div>
      <div>
        <dt>Disk free</dt>
        <dd>{disk ? formatBytes(disk.free) : '–'}</dd>
      </div>
    </dl>
  )
}
