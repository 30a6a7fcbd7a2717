import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OverviewPage } from '../../../../components/servers/overview/overview-page.tsx'
import { engine } from '../../../engine.ts'
import { requireActor } from '../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Overview, ${server.name}` : 'Overview' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server } = await params
  const { tables } = engine()
  if (tables.servers.get(server) === undefined) notFound()
  return (
    <OverviewPage
      serverId={server}
      initialRuns={tables.runs.rows().filter((run) => run.serverId === server)}
      initialInstall={tables.installs.get(server)}
      initialDisk={tables.disks.get(server)}
      initialChanges={tables.changes.get(server)}
    />
  )
}
