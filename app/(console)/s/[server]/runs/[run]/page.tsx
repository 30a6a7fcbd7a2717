import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RunPage } from '../../../../../../components/runs/run-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; run: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const run = engine().runRow((await params).run)
  return { title: run ? `${run.title}, ${run.serverName}` : 'Run' }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, run: id } = await params
  const run = engine().runRow(id)
  if (run === null || run.serverId !== server) notFound()
  return <RunPage key={id} initial={run} />
}
