import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TerminalPage } from '../../../../../../components/terminal/terminal-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; tab?: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Terminal, ${server.name}` : 'Terminal' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, tab = [] } = await params
  const { tables } = engine()
  if (tables.servers.get(server) === undefined || tab.length > 1) notFound()
  return (
    <TerminalPage
      serverId={server}
      initialRows={tables.terminals.rows().filter((row) => row.serverId === server)}
    />
  )
}
