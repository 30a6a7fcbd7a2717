import type { ReactNode } from 'react'
import { ChangeDialogs } from '../../components/deleting/change-dialogs.tsx'
import { HealthsProvider } from '../../components/frame/healths.tsx'
import { PersonProvider } from '../../components/frame/person.tsx'
import { ServersProvider } from '../../components/frame/servers.tsx'
import { Shell } from '../../components/frame/shell.tsx'
import { RunLines } from '../../components/runs/lines/run-lines.tsx'
import { FirstPaintProvider } from '../../lib/client/first-paint.tsx'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import { engine } from '../engine.ts'
import { requireActor } from '../session.ts'

/** Everything behind the sign-in. The first paint has its rows; the socket keeps them true from then on. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { name, role } = await requireActor()
  const { servers, runs, health } = engine().tables
  return (
    <FirstPaintProvider at={Date.now()}>
      <PersonProvider person={{ name, role }}>
        <ServersProvider initial={servers.rows()}>
          <HealthsProvider initial={health.rows()}>
            <Shell>{children}</Shell>
            <ChangeDialogs />
            <RunLines initialRuns={runs.rows().filter(({ status }) => !runHasEnded(status))} />
          </HealthsProvider>
        </ServersProvider>
      </PersonProvider>
    </FirstPaintProvider>
  )
}
