import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { hasLogs } from '../logs/pods-of.ts'
import type { TabName } from './open-object.ts'

/** What each tab of the drawer is given. Another object of the same name is another mounting. */
export interface ObjectTabProps {
  serverId: string
  object: ObjectRef
  /** Its row, where it is a pod; as it was last, where it has gone. */
  pod: PodRow | null
}

export interface DrawerTab {
  name: TabName
  label: string
  /** The single key that opens it while the drawer is open; null for none. */
  key: string | null
  isFor(kind: ObjectKind): boolean
  Content: ComponentType<ObjectTabProps>
}

/** In the order in which they stand. Each is loaded when it is first looked at. */
export const drawerTabs: readonly DrawerTab[] = [
  {
    name: 'summary',
    label: 'Summary',
    key: null,
    isFor: () => true,
    Content: dynamic(() => import('./summary-tab.tsx').then((file) => file.SummaryTab)),
  },
  {
    name: 'logs',
    label: 'Logs',
    key: 'l',
    isFor: hasLogs,
    Content: dynamic(() => import('../logs/logs-tab.tsx').then((file) => file.LogsTab)),
  },
  {
    name: 'values',
    label: 'Values',
    key: null,
    isFor: (kind) => kind === 'Secret' || kind === 'ConfigMap',
    Content: dynamic(() => import('./values-tab.tsx').then((file) => file.ValuesTab)),
  },
  {
    name: 'events',
    label: 'Events',
    key: 'e',
    isFor: (kind) => kind !== 'Event',
    Content: dynamic(() => import('./events-tab.tsx').then((file) => file.EventsTab)),
  },
  {
    name: 'shell',
    label: 'Shell',
    key: 't',
    isFor: (kind) => kind === 'Pod',
    Content: dynamic(() => import('../terminal/shell-tab.tsx').then((file) => file.ShellTab)),
  },
  {
    name: 'yaml',
    label: 'YAML',
    key: 'y',
    isFor: (kind) => kind !== 'Event',
    Content: dynamic(() => import('./yaml-tab.tsx').then((file) => file.YamlTab)),
  },
]
