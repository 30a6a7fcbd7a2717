'use client'

import { Filter } from 'lucide-react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { Icon } from '../ui/icon.tsx'
import { FeedBadge } from './feed-badge.tsx'
import type { PodView } from './pod-list.ts'

interface PodsToolbarProps {
  fed: Pick<ClusterTable<unknown>, 'state' | 'since' | 'problem'>
  view: PodView
  onView: (view: PodView) => void
  namespaces: readonly { name: string; pods: number }[]
  shown: number
  all: number
}

/** What of the pods is shown, how many that are, and whether they can be believed. */
export function PodsToolbar({ fed, view, onView, namespaces, shown, all }: PodsToolbarProps) {
  const chosen = view.namespace
  // A namespace whose last pod has gone stays chosen: the filter is what the person said.
  const known = namespaces.some(({ name }) => name === chosen)
  return (
    <div className="toolbar">
      <label className="filter pick">
        <span className="vh">Namespace</span>
        <select
          value={chosen ?? ''}
          onChange={(event) => onView({ ...view, namespace: event.target.value || null })}
        >
          <option value="">All namespaces, {all}</option>
          {chosen !== null && !known && <option value={chosen}>{chosen}, 0</option>}
          {namespaces.map(({ name, pods }) => (
            <option key={name} value={name}>
              {name}, {pods}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <Icon of={Filter} small />
        <span className="vh">Filter</span>
        <input
          type="search"
          placeholder="name, status, node"
          value={view.text}
          onChange={(event) => onView({ ...view, text: event.target.value })}
        />
      </label>
      <span className="dim count">{counted(shown, all)}</span>
      <span className="grow" />
      <span role="status">
        <FeedBadge {...fed} />
      </span>
    </div>
  )
}

function counted(shown: number, all: number): string {
  const pods = all === 1 ? '1 pod' : `${all} pods`
  return shown === all ? pods : `${shown} of ${pods}`
}
