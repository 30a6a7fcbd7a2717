import * as z from 'zod/mini'
import type { EventRow } from '../../../shared/event-row.ts'
import { type ObjectName, objectPath, objectsPath, readObjectText } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import type { ObjectAnswer } from '../../../shared/related-object.ts'
import type { Query } from '../../actions/action.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { events as eventResource } from '../resources/events.ts'
import { rawObject } from './edit-object.ts'
import { relatedTo } from './related.ts'
import { shownWhole } from './whole-object.ts'

/** In place of the namespace of what has none. */
const NO_NAMESPACE = '-'
const EVENTS = 200

const eventList = z.object({ items: z.array(rawObject) })

/** What may be read of one object beside its live table: what belongs to it. */
export function objectQueries({ clusters }: { clusters: Pick<ClusterTables, 'cluster'> }): Query[] {
  return [
    {
      path: '/api/servers/:server/objects/:kind/:namespace/:name',
      who: 'viewer',
      async answer({ params, signal }): Promise<ObjectAnswer> {
        const cluster = clusters.cluster(params.server ?? '')
        const name = nameIn(params)
        const raw = await askJson(cluster, objectPath(name), rawObject, { signal }).catch((error) => {
          throw refusedWith(error) === 404 ? missing() : error
        })
        const [events, { related, isPartial }] = await Promise.all([
          eventsAbout(cluster, name, raw.metadata.uid, signal),
          relatedTo(cluster, name, raw, signal),
        ])
        return { object: shownWhole(name.kind, raw), events, related, isPartial }
      },
    },
  ]
}

function nameIn({ kind = '', namespace = '', name = '' }: Readonly<Record<string, string>>): ObjectName {
  const place = namespace === NO_NAMESPACE ? [] : [namespace]
  const named = readObjectText([kind, ...place, name].join('/'))
  if (!named) throw missing()
  return named
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such object in this cluster.')
}

/** Those of this very object, and not of a namesake of before; the kubelet writes a node's name as its uid. */
async function eventsAbout(
  cluster: Pick<Cluster, 'get'>,
  { kind, namespace, name }: ObjectName,
  uid: string,
  signal: AbortSignal,
): Promise<EventRow[]> {
  const query = new URLSearchParams({
    fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}`,
    limit: String(EVENTS),
  })
  const { items } = await askJson(cluster, `${objectsPath('Event', namespace)}?${query}`, eventList, {
    signal,
  })
  return items
    .map((each) => eventResource.project(each))
    .filter(({ object }) => object.uid === uid || object.uid === name)
    .sort((a, b) => b.lastAt - a.lastAt)
}
