import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AnswersProvider } from '../../../../../components/account/answers-provider.tsx'
import { ReleasesPage } from '../../../../../components/releases/releases-page.tsx'
import { engine } from '../../../../engine.ts'
import { requireActor } from '../../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Releases, ${server.name}` : 'Releases' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server } = await params
  if (engine().tables.servers.get(server) === undefined) notFound()
  return (
    <AnswersProvider>
      <ReleasesPage serverId={server} />
    </AnswersProvider>
  )
}
