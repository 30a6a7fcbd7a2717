'use client'

import { useMemo } from 'react'
import { useNow } from '../../../lib/client/use-now.ts'
import { useRow } from '../../../lib/client/use-table.ts'
import type { ChangesRow } from '../../../lib/shared/changes-row.ts'
import { diagnosePods } from '../../../lib/shared/diagnosis/diagnose-pods.ts'
import type { DiskRow } from '../../../lib/shared/disk-row.ts'
import type { HealthRow } from '../../../lib/shared/health-row.ts'
import type { InstallRow } from '../../../lib/shared/install.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { diskNeeds } from './needs/disk-needs.ts'
import { healthNeeds } from './needs/health-needs.ts'
import { type Need, ranked } from './needs/need.ts'
import { podNeeds } from './needs/pod-needs.ts'
import { certificateNeeds, installNeeds } from './needs/server-needs.ts'
import { DiskSection } from './parts/disk-section.tsx'
import { NeedsYou } from './parts/needs-you.tsx'
import { RoomForPeople } from './parts/room-for-people.tsx'
import { WhatChanged } from './parts/what-changed.tsx'
import { WhoIsOnIt } from './parts/who-is-on-it.tsx'
import { type ClusterNow, useClusterNow } from './use-cluster-now.ts'

interface BinderHubNowProps {
  server: ServerRow
  health: HealthRow
  install: InstallRow | undefined
  initialDisk: DiskRow | undefined
  initialChanges: ChangesRow | undefined
}

/** What is to be seen of a BinderHub that is there: what it asks of a person, its room, its disks, its people. */
export function BinderHubNow({ server, health, install, initialDisk, initialChanges }: BinderHubNowProps) {
  const cluster = useClusterNow(server.id)
  const disk = useRow('disks', server.id, initialDisk)
  const needs = useNeeds({ health, install, disk, cluster })
  return (
    <>
      <NeedsYou server={server} needs={needs} />
      <div className="cols">
        <RoomForPeople serverId={server.id} health={health} cluster={cluster} />
        <DiskSection server={server} initial={initialDisk} />
      </div>
      <div className="cols">
        <WhoIsOnIt serverId={server.id} cluster={cluster} />
        <WhatChanged serverId={server.id} initial={initialChanges} />
      </div>
    </>
  )
}

interface Known {
  health: HealthRow
  install: InstallRow | undefined
  disk: DiskRow | undefined
  cluster: ClusterNow
}

function useNeeds({ health, install, disk, cluster }: Known): Need[] {
  // A diagnosis takes a look at all pods: from minute to minute is often enough, and with every change.
  const minute = Math.floor(useNow() / 60_000) * 60_000
  const { pods, events } = cluster
  const diagnosed = useMemo(
    () => diagnosePods(pods.rows, events.rows, [], minute),
    [pods.rows, events.rows, minute],
  )
  return useMemo(() => {
    const told = health.checks.filter(({ state }) => state === 'failed').map(({ part }) => part)
    return ranked([
      ...healthNeeds(health, minute),
      ...installNeeds(install),
      ...podNeeds(diagnosed, new Set(told), minute),
      ...(disk === undefined ? [] : diskNeeds(disk, minute)),
      ...certificateNeeds(health, minute),
    ])
  }, [health, install, disk, diagnosed, minute])
}
