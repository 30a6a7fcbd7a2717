'use client'

import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { counted } from '../../lib/shared/count-words.ts'
import { countedObjects } from '../../lib/shared/kind-name.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { isLivingSession } from '../../lib/shared/people/session.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { askForChange } from './asked-change.ts'
import { bulkWords } from './bulk-words.ts'

/** The hub's database: it goes alone or not at all, and the engine says no to anything else. */
const HUB_CLAIM = 'hub-db-dir'

/** What can be done with all that is marked, in the bulk bar. */
export function BulkActions({ serverId, objects }: { serverId: string; objects: readonly ObjectRef[] }) {
  const { byKey } = useClusterTable(serverId, 'pods')
  const whyNot = useWhyNot(useServer(serverId))
  const going = objects.length === 1 ? objects : objects.filter((object) => !isHubClaim(object))
  const words = bulkWords(going, byKey)
  const areSessions = going.length > 0 && going.every(({ uid }) => isLivingSession(byKey.get(uid)))
  return (
    <>
      <span className="blast">
        {words.map(({ text, strong }) => (strong ? <b key={text}>{text}</b> : text))}
        {going.length < objects.length && `${HUB_CLAIM} is left out: it goes alone`}
      </span>
      {areSessions ? (
        <Button
          small
          tone="danger"
          disabledBecause={whyNot}
          onClick={() => askForChange({ what: 'stop', serverId, pods: going })}
        >
          Stop {counted(going.length, 'session')}…
        </Button>
      ) : null}
      <Button
        small
        tone={areSessions ? 'plain' : 'danger'}
        disabledBecause={whyNot ?? (going.length === 0 ? 'Nothing that goes in bulk is chosen.' : null)}
        onClick={() => askForChange({ what: 'delete', serverId, objects: going, force: false })}
      >
        Delete {countedObjects(going)}…
      </Button>
    </>
  )
}

function isHubClaim({ kind, name }: ObjectRef): boolean {
  return kind === 'PersistentVolumeClaim' && name === HUB_CLAIM
}
