import type { Metadata } from 'next'
import { ServersPage } from '../../../components/servers/servers-page.tsx'
import { runHasEnded } from '../../../lib/shared/run-row.ts'
import { engine } from '../../engine.ts'
import { requireActor } from '../../session.ts'

export const metadata: Metadata = { title: 'Servers' }

export default async function Page() {
  await requireActor()
  const runs = engine().tables.runs.rows()
  return <ServersPage initialRuns={runs.filter(({ status }) => !runHasEnded(status))} />
}
