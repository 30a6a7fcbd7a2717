import type { Metadata } from 'next'
import { Page as ConsolePage } from '../../../../components/frame/page.tsx'
import { AddServer } from '../../../../components/servers/add/add-server.tsx'
import { engine } from '../../../engine.ts'
import { requireActor } from '../../../session.ts'

export const metadata: Metadata = { title: 'Add a server' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ searchParams }: Props) {
  await requireActor()
  const { server } = await searchParams
  const known = typeof server === 'string' && engine().tables.servers.get(server) !== undefined
  return (
    <ConsolePage title="Add a server">
      <AddServer initialServer={known ? server : null} />
    </ConsolePage>
  )
}
