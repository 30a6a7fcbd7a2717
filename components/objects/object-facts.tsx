'use client'

import { Fragment, type ReactNode } from 'react'
import { conditionsOf } from '../../lib/shared/diagnosis/diagnose-object.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import { at, fieldsOf, listOf, textOf, timeOf } from '../../lib/shared/kube-fields.ts'
import { readQuantity } from '../../lib/shared/quantity.ts'
import type { KubeFields } from '../../lib/shared/whole-object.ts'
import { Age } from '../ui/age.tsx'
import { FoldedList } from './folded-list.tsx'
import { addressesOf, annotationsOf, replacingOf, taintsOf, tolerationsOf } from './told-facts.ts'

/** Fields that say most about a kind, by what they are called on the page. Those that are empty are left out. */
const FIELDS: readonly [string, readonly string[]][] = [
  ['Phase', ['status', 'phase']],
  ['Type', ['spec', 'type']],
  ['Address', ['status', 'podIP']],
  ['Cluster address', ['spec', 'clusterIP']],
  ['Volume', ['spec', 'volumeName']],
  ['Size', ['status', 'capacity', 'storage']],
  ['Capacity', ['spec', 'capacity', 'storage']],
  ['Kept when released', ['spec', 'persistentVolumeReclaimPolicy']],
  ['Folder', ['spec', 'hostPath', 'path']],
  ['Provisioner', ['provisioner']],
  ['Pods wanted', ['spec', 'replicas']],
  ['Pods ready', ['status', 'readyReplicas']],
  ['Pods ready', ['status', 'numberReady']],
  ['Class', ['status', 'qosClass']],
  ['Acts as', ['spec', 'serviceAccountName']],
  ['Version', ['status', 'nodeInfo', 'kubeletVersion']],
  ['System', ['status', 'nodeInfo', 'osImage']],
  ['Memory for pods', ['status', 'allocatable', 'memory']],
  ['Processor for pods', ['status', 'allocatable', 'cpu']],
  ['Reason', ['reason']],
]

/** Those that Kubernetes writes as quantities: 16674816Ki. */
const SIZES = new Set(['Size', 'Capacity', 'Memory for pods'])

function sizeOf(quantity: string): string {
  const bytes = readQuantity(quantity)
  return bytes === null ? quantity : formatBytes(bytes)
}

/** What every object says of itself: when it was made, its labels, what its kind is about, its conditions. */
export function ObjectFacts({ object }: { object: KubeFields }) {
  const createdAt = timeOf(at(object, 'metadata', 'creationTimestamp'))
  const labels = Object.entries(fieldsOf(at(object, 'metadata', 'labels')))
  const keys = [...Object.keys(fieldsOf(object.data)), ...Object.keys(fieldsOf(object.stringData))]
  const facts: [string, ReactNode][] = [
    ...(createdAt === null ? [] : [['Created', <Age key="age" at={createdAt} />] as [string, ReactNode]]),
    ...FIELDS.flatMap(([word, path]): [string, ReactNode][] => {
      const text = textOf(at(object, ...path))
      return text === '' ? [] : [[word, SIZES.has(word) ? sizeOf(text) : text]]
    }),
    ...ports(object),
    ...told(object),
    ...(keys.length > 0 ? [['Entries', keys.join(', ')] as [string, ReactNode]] : []),
    ...(labels.length > 0
      ? [
          [
            'Labels',
            <span key="labels" className="mono">
              {labels.map(([key, value]) => `${key}=${textOf(value)}`).join(' ')}
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
  ]
  return (
    <dl className="facts">
      {facts.map(([word, fact]) => (
        <Fragment key={word}>
          <dt>{word}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** What stands in lists of its own, each where there is any. */
function told(object: KubeFields): [string, ReactNode][] {
  const annotations = annotationsOf(object)
  const lists: [string, string[]][] = [
    ['Addresses', addressesOf(object)],
    ['Refuses pods', taintsOf(object)],
    ['Bears', tolerationsOf(object)],
    ['Replaces pods', [replacingOf(object)].filter(Boolean)],
  ]
  return [
    ...lists.flatMap(([word, all]): [string, ReactNode][] =>
      all.length === 0 ? [] : [[word, all.join(', ')]],
    ),
    ...(annotations.length === 0
      ? []
      : [
          [
            'Annotations',
            <FoldedList key="annotations" count={annotations.length} one="annotation">
              {annotations.map(([name, value]) => (
                <li key={name} className="mono">
                  {name}: {value}
                </li>
              ))}
            </FoldedList>,
          ] as [string, ReactNode],
        ]),
  ]
}

function ports(object: KubeFields): [string, ReactNode][] {
  const all = listOf(at(object, 'spec', 'ports')).map(
    (port) => `${textOf(at(port, 'port'))} to ${textOf(at(port, 'targetPort')) || textOf(at(port, 'port'))}`,
  )
  return all.length === 0 ? [] : [['Ports', all.join(', ')]]
}

/** What an object says of its own state, each with since when. */
export function ConditionList({ object }: { object: KubeFields }) {
  const conditions = conditionsOf(object)
  if (conditions.length === 0) return null
  return (
    <section>
      <h3 className="h3">Conditions</h3>
      <dl className="facts">
        {conditions.map(({ type, status, reason, message, since }) => (
          <Fragment key={type}>
            <dt>{type}</dt>
            <dd>
              {status}
              {since !== null && (
                <span className="dim">
                  {' since '}
                  <Age at={since} />
                </span>
              )}
              {(reason !== '' || message !== '') && (
                <p className="machine-said">{[reason, message].filter(Boolean).join(': ')}</p>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
