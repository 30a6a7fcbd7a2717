'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ReleasesSeen } from '../../lib/shared/releases-api.ts'
import { usePerson } from '../frame/person.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Compare } from './compare.tsx'
import { NewerCharts } from './newer-charts.tsx'
import { releasesSentence } from './releases-sentence.ts'
import { RevisionItem } from './revision-item.tsx'
import { TroubleNote } from './trouble-note.tsx'

const RollBackDialog = dynamic(() => import('./roll-back-dialog.tsx').then((file) => file.RollBackDialog))
const ValuesDialog = dynamic(() => import('./values-dialog.tsx').then((file) => file.ValuesDialog))

type Open = { is: 'roll-back' | 'values'; revision: number } | null

interface ReleaseViewProps {
  serverId: string
  seen: ReleasesSeen
}

/** The revisions on their thread, and beside them what changed between two of them. */
export function ReleaseView({ serverId, seen }: ReleaseViewProps) {
  const { role } = usePerson()
  const [open, setOpen] = useState<Open>(null)
  const [pair, setPair] = useState<{ from: number; to: number } | null>(null)
  const { revisions, trouble } = seen
  const [newest, before] = revisions
  const chosen = pair ?? (newest && before ? { from: before.revision, to: newest.revision } : null)
  if (newest === undefined)
    return (
      <div className="page">
        <Empty action={<LinkButton href={`/s/${serverId}/install`}>Open Install</LinkButton>}>
          There is no BinderHub here yet. Its revisions appear here as soon as Helm has installed it.
        </Empty>
      </div>
    )
  return (
    <div className="releases">
      <section className="release-list" aria-label="Revisions">
        <p className="truth">{releasesSentence(seen)}</p>
        {trouble && newest.run?.status.state !== 'running' && (
          <TroubleNote serverId={serverId} trouble={trouble} />
        )}
        <ol className="sewn">
          {revisions.map((revision, at) => (
            <RevisionItem
              key={revision.revision}
              serverId={serverId}
              revision={revision}
              newest={at === 0}
              before={revisions[at + 1]?.revision ?? null}
              compared={chosen?.from === revisions[at + 1]?.revision && chosen?.to === revision.revision}
              onCompare={(from) => setPair({ from, to: revision.revision })}
              onRollBack={() => setOpen({ is: 'roll-back', revision: revision.revision })}
              onValues={() => setOpen({ is: 'values', revision: revision.revision })}
            />
          ))}
        </ol>
        {role === 'administrator' && <NewerCharts serverId={serverId} />}
        <p className="dim">Helm keeps the last ten revisions of {seen.name}.</p>
      </section>
      {role === 'administrator' && chosen !== null && (
        <Compare serverId={serverId} revisions={revisions} pair={chosen} onPair={setPair} />
      )}
      {open?.is === 'roll-back' && (
        <RollBackDialog serverId={serverId} revision={open.revision} onClose={() => setOpen(null)} />
      )}
      {open?.is === 'values' && (
        <ValuesDialog serverId={serverId} revision={open.revision} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}
