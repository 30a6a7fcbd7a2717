'use client'

import { useNow } from '../../../lib/client/use-now.ts'
import type { Facts } from '../../../lib/shared/facts.ts'
import { formatAge, formatBytes } from '../../../lib/shared/format.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { TimeText } from '../../ui/time-text.tsx'

/** What the machine is. */
export function MachineFacts({ server }: { server: ServerRow }) {
  const now = useNow()
  const { facts } = server
  return (
    <section className="sec" aria-labelledby="machine">
      <header>
        <h2 id="machine">What it is</h2>
      </header>
      {facts === null ? (
        <p className="said border-t border-line pt-3">Bindery has not looked around on it yet.</p>
      ) : (
        <dl className="facts border-t border-line">
          {rows(facts).map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {facts.uptimeSeconds !== null && (
            <div className="contents">
              <dt>Running for</dt>
              <dd>
                <TimeText>{formatAge(facts.uptimeSeconds * 1000 + now - facts.lookedAt)}</TimeText>
              </dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}

function rows(facts: Facts): [string, string][] {
  const { os, arch, kernel, cores, memory, disks, network, hostname } = facts
  return [
    ['Host name', hostname || 'not known'],
    ['System', os ? `${os.pretty}, ${arch}` : 'not known'],
    ['Kernel', kernel || 'not known'],
    ['Cores', cores === null ? 'not known' : String(cores)],
    [
      'Memory',
      memory ? `${formatBytes(memory.total)}, ${formatBytes(memory.available)} of it available` : 'not known',
    ],
    ...disks.map(({ path, free, total }): [string, string] => [
      `Disk ${path}`,
      `${formatBytes(free)} free of ${formatBytes(total)}`,
    ]),
    ['Network', network ? `${network.interface}, ${network.address}` : 'no default route'],
  ]
}
