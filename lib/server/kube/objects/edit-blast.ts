import type { EditBlast } from '../../../shared/edit-object-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import type { Workload } from '../changes/read-workload.ts'
import { restartBlast } from '../changes/restart-workload.ts'
import { systemGuard } from '../changes/system-guard.ts'
import { putCall, type RawObject } from './edit-object.ts'
import { recordOf } from './hide.ts'
import { shownWhole } from './whole-object.ts'

interface Edit {
  object: ObjectRef
  before: RawObject
  /** What the cluster made of it in its dry run. */
  after: RawObject
  /** Of a workload whose pods become others. */
  workload: Workload | null
  pods: readonly PodRow[]
  now: Date
}

/** What applying does: what the cluster itself said it would make of the object, and what follows of that. */
export function editBlast({ object, before, after, workload, pods, now }: Edit): EditBlast {
  const restarted = workload && mayRestart(workload) ? restartBlast(workload, pods, now) : null
  return {
    runs: [putCall(object, before.metadata.resourceVersion)],
    restarts: restarted?.restarts ?? [],
    breaks: [...(restarted?.breaks ?? []), ...followsOf(object)],
    keeps: restarted?.keeps ?? [],
    undo: undoOf(before),
    sentence: restarted?.sentence ?? 'Nothing restarts.',
    fingerprint: restarted?.fingerprint ?? '',
    typed: systemGuard(object),
    before: comparable(object, before),
    after: comparable(object, after),
  }
}

/** True where the pods of a workload would be made anew. */
export function changesPods(before: RawObject, after: RawObject): boolean {
  const template = (object: RawObject): string => JSON.stringify(recordOf(object.spec)?.template ?? null)
  return template(before) !== template(after)
}

function mayRestart({ paused, pods }: Workload): boolean {
  return !paused && pods.length > 0
}

function followsOf({ kind }: ObjectRef): string[] {
  switch (kind) {
    case 'ConfigMap':
      return ['Pods that mount it see it within a minute or two; most read it only when they start.']
    case 'Service':
      return ['Whoever reaches something through it does so by what it says from then on.']
    case 'Node':
      return ['Labels and taints decide at once which new pods it takes.']
    default:
      return []
  }
}

function undoOf({ metadata }: RawObject): string {
  const release = recordOf(metadata.annotations)?.['meta.helm.sh/release-name']
  return typeof release === 'string'
    ? `Edit it back. The next upgrade of ${release} overwrites it anyway: what should last belongs into its configuration.`
    : 'Edit it back: what was taken away stands in the comparison below.'
}

/** What counts up by itself, and status, which is not edited, would only hide what was changed. */
function comparable({ kind }: ObjectRef, object: RawObject): EditBlast['before'] {
  const { metadata, status: _, ...rest } = shownWhole(kind, object).object
  const { resourceVersion: __, generation: ___, ...named } = recordOf(metadata) ?? {}
  const { apiVersion, kind: own, ...other } = rest
  return { apiVersion, kind: own, metadata: named, ...other }
}
