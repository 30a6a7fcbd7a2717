import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { partOf } from '../../../../../../components/tables/part-of.ts'
import { workloadParts } from '../../../../../../components/workloads/workload-parts.ts'
import { WorkloadsPage } from '../../../../../../components/workloads/workloads-page.tsx'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; part?: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const { server, part } = await params
  const name = engine().tables.servers.get(server)?.name
  const known = partOf(workloadParts, part)
  const title = known === null ? 'Workloads' : workloadParts[known]
  return { title: name === undefined ? title : `${title}, ${name}` }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, part } = await params
  const known = partOf(workloadParts, part)
  if (known === null || engine().tables.servers.get(server) === undefined) notFound()
  return <WorkloadsPage serverId={server} part={known} />
}
