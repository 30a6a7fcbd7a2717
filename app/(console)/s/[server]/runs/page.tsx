import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { firstRuns } from '../../../../../components/runs/first-runs.ts'
import { RunsPage } from '../../../../../components/runs/runs-page.tsx'
import { engine } from '../../../../engine.ts'
import { requireActor } from '../../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Runs, ${server.name}` : 'Runs' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server } = await params
  const { tables } = engine()
  if (tables.servers.get(server) === undefined) notFound()
  return <RunsPage serverId={server} initialRuns={firstRuns(tables.runs.rows(), server)} />
}
