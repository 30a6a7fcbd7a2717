import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClusterPage } from '../../../../../../components/cluster/cluster-page.tsx'
import { clusterParts } from '../../../../../../components/cluster/cluster-parts.ts'
import { partOf } from '../../../../../../components/tables/part-of.ts'
import { engine } from '../../../../../engine.ts'
import { requireActor } from '../../../../../session.ts'

interface Props {
  params: Promise<{ server: string; part?: string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor()
  const { server, part } = await params
  const name = engine().tables.servers.get(server)?.name
  const known = partOf(clusterParts, part)
  const title = known === null ? 'Cluster' : clusterParts[known]
  return { title: name === undefined ? title : `${title}, ${name}` }
}

export default async function Page({ params }: Props) {
  await requireActor()
  const { server, part } = await params
  const known = partOf(clusterParts, part)
  if (known === null || engine().tables.servers.get(server) === undefined) notFound()
  return <ClusterPage serverId={server} part={known} />
}
