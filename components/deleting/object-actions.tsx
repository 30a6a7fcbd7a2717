'use client'

import { kindName } from '../../lib/shared/kind-name.ts'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import { podRole } from '../../lib/shared/pod-role.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { type AskedChange, askForChange } from './asked-change.ts'

interface ObjectActionsProps {
  serverId: string
  object: ObjectRef
  /** Its row, where it is a pod. */
  pod: PodRow | null
  /** Of a node: true where it takes no new pods. */
  cordoned?: boolean
}

type OneObject = Extract<AskedChange, { object: ObjectRef }>['what']

const LABELS: Readonly<Record<OneObject, string>> = {
  restart: 'Restart…',
  scale: 'Scale…',
  cordon: 'Cordon…',
  uncordon: 'Uncordon…',
  drain: 'Drain…',
}

/** What can be done to one object, at the foot of its drawer. */
export function ObjectActions({ serverId, object, pod, cordoned = false }: ObjectActionsProps) {
  const whyNot = useWhyNot(useServer(serverId))
  return (
    <div className="acts">
      {actionsOf(object.kind, cordoned).map((what) => (
        <Button key={what} disabledBecause={whyNot} onClick={() => askForChange({ what, serverId, object })}>
          {LABELS[what]}
        </Button>
      ))}
      <span className="grow" />
      <Button
        tone="danger"
        disabledBecause={whyNot}
        onClick={() => askForChange({ what: 'delete', serverId, objects: [object], force: false })}
      >
        Delete this {nameOf(object.kind, pod)}…
      </Button>
    </div>
  )
}

function actionsOf(kind: ObjectKind, cordoned: boolean): OneObject[] {
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
      return ['restart', 'scale']
    case 'DaemonSet':
      return ['restart']
    case 'Node':
      return [cordoned ? 'uncordon' : 'cordon', 'drain']
    default:
      return []
  }
}

function nameOf(kind: ObjectKind, pod: PodRow | null): string {
  if (pod === null) return kindName(kind)
  const role = podRole(pod)
  return role === 'session' || role === 'build' ? role : 'pod'
}
