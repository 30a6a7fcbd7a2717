import type { Metadata } from 'next'
import { firstRuns } from '../../../components/runs/first-runs.ts'
import { RunsPage } from '../../../components/runs/runs-page.tsx'
import { engine } from '../../engine.ts'
import { requireActor } from '../../session.ts'

export const metadata: Metadata = { title: 'Runs' }

export default async function Page() {
  await requireActor()
  return <RunsPage serverId={null} initialRuns={firstRuns(engine().tables.runs.rows(), null)} />
}
