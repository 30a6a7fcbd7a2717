'use client'

import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { kindName } from '../../lib/shared/kind-name.ts'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import { isLivingSession } from '../../lib/shared/people/session.ts'
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
export function ObjectActions({ serverId, object, pod }: ObjectActionsProps) {
  const whyNot = useWhyNot(useServer(serverId))
  return (
    <div className="acts">
      {object.kind === 'Node' && <NodeActions serverId={serverId} object={object} whyNot={whyNot} />}
      {actionsOf(object.kind).map((what) => (
        <Ask key={what} what={what} serverId={serverId} object={object} whyNot={whyNot} />
      ))}
      <span className="grow" />
      {pod !== null && isLivingSession(pod) ? (
        <Button
          tone="danger"
          disabledBecause={whyNot}
          onClick={() => askForChange({ what: 'stop', serverId, pods: [object] })}
        >
          Stop this session…
        </Button>
      ) : (
        <Button
          tone="danger"
          disabledBecause={whyNot}
          onClick={() => askForChange({ what: 'delete', serverId, objects: [object], force: false })}
        >
          Delete this {nameOf(object.kind, pod)}…
        </Button>
      )}
    </div>
  )
}

interface AskProps {
  serverId: string
  object: ObjectRef
  whyNot: string | null
}

function Ask({ what, serverId, object, whyNot }: AskProps & { what: OneObject }) {
  return (
    <Button disabledBecause={whyNot} onClick={() => askForChange({ what, serverId, object })}>
      {LABELS[what]}
    </Button>
  )
}

/** A node is cordoned or uncordoned: the other of the two would do nothing. */
function NodeActions(props: AskProps) {
  const { byKey } = useClusterTable(props.serverId, 'nodes')
  const node = byKey.get(props.object.uid)
  return (
    <>
      {node && <Ask {...props} what={node.cordoned === null ? 'cordon' : 'uncordon'} />}
      <Ask {...props} what="drain" />
    </>
  )
}

function actionsOf(kind: ObjectKind): OneObject[] {
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
      return ['restart', 'scale']
    case 'DaemonSet':
      return ['restart']
    default:
      return []
  }
}

function nameOf(kind: ObjectKind, pod: PodRow | null): string {
  if (pod === null) return kindName(kind)
  const role = podRole(pod)
  return role === 'session' || role === 'build' ? role : 'pod'
}
