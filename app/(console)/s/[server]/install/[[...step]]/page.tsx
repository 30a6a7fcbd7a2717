import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InstallPage } from '../../../../../../components/install/install-page.tsx'
import { stepIds } from '../../../../../../lib/shared/install.ts'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; step?: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Install, ${server.name}` : 'Install' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, step = [] } = await params
  const { tables } = engine()
  if (tables.servers.get(server) === undefined || !isStepPath(step)) notFound()
  return <InstallPage serverId={server} initialRow={tables.installs.get(server)} />
}

/** Nothing, or the id of one step: the page itself reads it from the address bar. */
function isStepPath([step, ...more]: string[]): boolean {
  return more.length === 0 && (step === undefined || stepIds.some((id) => id === step))
}
