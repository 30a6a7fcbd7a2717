import { counted } from '../../../../lib/shared/count-words.ts'
import type { DiagnosedPod } from '../../../../lib/shared/diagnosis/diagnose-pods.ts'
import type { Diagnosis, Remedy, Situation } from '../../../../lib/shared/diagnosis/diagnosis.ts'
import type { HealthPart } from '../../../../lib/shared/health-row.ts'
import { type PodRole, podRole } from '../../../../lib/shared/pod-role.ts'
import type { PodRow } from '../../../../lib/shared/pod-row.ts'
import type { Need, NeedWay } from './need.ts'

/** What waits for so short a time mends by itself more often than not. */
const WAITS_MS = 60_000

/** The part of BinderHub that a pod is, for which its health speaks already. */
const PARTS: { readonly [Role in PodRole]?: HealthPart } = {
  binder: 'binder',
  hub: 'hub',
  proxy: 'proxy',
  builder: 'builder',
  'user-scheduler': 'scheduler',
}

/**
 * What pods ask of a person: each kind of trouble once, however many pods have it. `told`: the parts of which it is said
 * already that they do not work. `now` in milliseconds since the epoch.
 */
export function podNeeds(
  diagnosed: readonly DiagnosedPod[],
  told: ReadonlySet<HealthPart>,
  now: number,
): Need[] {
  const groups = new Map<string, DiagnosedPod[]>()
  for (const one of diagnosed) {
    const role = podRole(one.pod)
    const part = PARTS[role]
    if (part !== undefined && told.has(part)) continue
    const { kind, at } = one.diagnosis
    if (kind === 'wait' && at !== null && now - at < WAITS_MS) continue
    const key = `${one.diagnosis.situation} ${isMany(role) ? role : one.pod.uid}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups].map(([key, group]) => groupNeed(key, group))
}

function groupNeed(key: string, group: readonly DiagnosedPod[]): Need {
  // The newest speaks for all.
  const [first] = group.toSorted((a, b) => (b.diagnosis.at ?? 0) - (a.diagnosis.at ?? 0))
  if (!first) throw new RangeError('a group of no pods')
  const { pod, diagnosis } = first
  return {
    id: `pods ${key}`,
    kind: diagnosis.kind,
    title:
      group.length === 1
        ? `${nameOf(pod)}: ${lower(diagnosis.what)}`
        : `${many(group, pod)}: ${lower(diagnosis.what)}`,
    text: `${diagnosis.why} ${diagnosis.advice}`.trim(),
    evidence: diagnosis.evidence,
    way: group.length === 1 ? wayTo(pod, diagnosis) : wayToAll(diagnosis.situation, pod),
  }
}

/** Sessions and builds come and go by the dozen; the others are known by name. */
function isMany(role: PodRole): boolean {
  return role === 'session' || role === 'build' || role === 'placeholder' || role === 'puller'
}

function many(group: readonly DiagnosedPod[], pod: PodRow): string {
  switch (podRole(pod)) {
    case 'session':
      return counted(group.length, 'session')
    case 'build':
      return counted(group.length, 'build')
    default:
      return counted(group.length, 'pod')
  }
}

function nameOf(pod: PodRow): string {
  switch (podRole(pod)) {
    case 'session':
      return 'One session'
    case 'build':
      return 'One build'
    default:
      return pod.name
  }
}

function wayTo(pod: PodRow, { remedies }: Diagnosis): NeedWay {
  const step = remedies.find((remedy) => remedy.does === 'step')
  if (step) return { to: 'page', path: `/install/${step.step}`, label: step.label }
  const page = remedies.find((remedy) => remedy.does === 'page')
  if (page) return { to: 'page', path: `/${page.page}`, label: page.label }
  const object = remedies.map(objectOf).find((found) => found !== null)
  const target = object ?? { kind: 'Pod' as const, namespace: pod.namespace, name: pod.name }
  return {
    to: 'object',
    object: target,
    label: target.kind === 'Pod' ? 'Open the pod' : `Open ${target.name}`,
  }
}

function objectOf(remedy: Remedy) {
  if (!('object' in remedy)) return null
  const { kind, namespace, name } = remedy.object
  return { kind, namespace, name }
}

function wayToAll(situation: Situation, pod: PodRow): NeedWay {
  const query = new URLSearchParams({
    ns: pod.namespace,
    q: situation === 'evicted' ? 'Evicted' : pod.status,
  })
  return { to: 'page', path: `/workloads?${query}`, label: 'Look at them' }
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text
}
