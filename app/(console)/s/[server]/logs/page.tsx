import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LogsPage } from '../../../../../components/logs/logs-page.tsx'
import { engine } from '../../../../engine.ts'
import { requireActor } from '../../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Logs, ${server.name}` : 'Logs' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server } = await params
  if (engine().tables.servers.get(server) === undefined) notFound()
  return <LogsPage serverId={server} />
}
