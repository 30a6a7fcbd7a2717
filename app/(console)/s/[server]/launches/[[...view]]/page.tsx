import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LaunchesPage } from '../../../../../../components/launches/launches-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; view?: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Launches, ${server.name}` : 'Launches' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, view = [] } = await params
  if (engine().tables.servers.get(server) === undefined) notFound()
  const [name = 'people'] = view
  if (view.length > 1 || (name !== 'people' && name !== 'builds' && name !== 'ended')) notFound()
  return <LaunchesPage serverId={server} view={name} />
}
