import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AnswersProvider } from '../../../../../../components/account/answers-provider.tsx'
import { RehearsalPage } from '../../../../../../components/releases/rehearsal-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string }>
  searchParams: Promise<{ chart?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const server = engine().tables.servers.get((await params).server)
  return { title: server ? `Rehearsal, ${server.name}` : 'Rehearsal' }
}

export default async function Page({ params, searchParams }: Props) {
  await requireActor()
  const { server } = await params
  if (engine().tables.servers.get(server) === undefined) notFound()
  const { chart } = await searchParams
  return (
    <AnswersProvider>
      <RehearsalPage serverId={server} chart={typeof chart === 'string' ? chart : null} />
    </AnswersProvider>
  )
}
