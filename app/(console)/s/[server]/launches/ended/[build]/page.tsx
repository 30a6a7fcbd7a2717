import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BuildPage } from '../../../../../../../components/logs/build-page.tsx'
import { engine } from '../../../../../../engine.ts'
import { requireActor } from '../../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; build: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  await requireActor()
  return { title: 'Build' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, build: id } = await params
  const build = engine().tables.builds.get(id)
  if (build === undefined || build.serverId !== server) notFound()
  return <BuildPage key={id} initial={build} />
}
