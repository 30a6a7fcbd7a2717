'use client'

import { useSearchParams } from 'next/navigation'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { askForChange } from './asked-change.ts'
import type { MatchTable } from './matching.ts'

/** Opens "delete all whose name matches", on the namespace that the table shows. */
export function MatchButton({ serverId, table }: { serverId: string; table: MatchTable }) {
  const namespace = useSearchParams().get('ns')
  const whyNot = useWhyNot(useServer(serverId))
  return (
    <Button
      small
      className="hide-s"
      disabledBecause={whyNot}
      onClick={() => askForChange({ what: 'match', serverId, table, namespace })}
    >
      Delete matching…
    </Button>
  )
}
