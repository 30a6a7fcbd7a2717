import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangePlanPage } from '../../../../../../components/install/change-plan-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Plan, ${server.name}` : 'Plan' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server } = await params
  const { tables } = engine()
  if (tables.servers.get(server) === undefined) notFound()
  return <ChangePlanPage serverId={server} initialRow={tables.installs.get(server)} />
}
