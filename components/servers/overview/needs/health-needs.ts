import type { HealthCheck, HealthPart, HealthRow } from '../../../../lib/shared/health-row.ts'
import type { ObjectKind } from '../../../../lib/shared/object-ref.ts'
import { causeSentence, healthTruth } from '../../health-truth.ts'
import type { Need, NeedWay } from './need.ts'

/** What the checks of BinderHub ask of a person: each part that does not work, the one that stops launches first. */
export function healthNeeds(row: HealthRow, now: number): Need[] {
  if (row.found !== 'binderhub') return []
  const truth = healthTruth(row, now)
  if (truth === null || truth.kind === 'unk') return []
  const troubled = row.checks.filter(
    ({ state, cause }) => state === 'failed' || (state === 'ok' && cause !== null),
  )
  return [...troubled.map((check) => partNeed(row, check, now)), ...fullNeed(row)]
}

function partNeed(row: HealthRow, check: HealthCheck, now: number): Need {
  const works = check.state === 'ok'
  return {
    id: `part ${check.part}`,
    kind: works || check.part === 'builder' ? 'warn' : 'fail',
    title: causeSentence(check, now).replace(/\.$/, ''),
    text: advice(check),
    evidence: check.evidence,
    way: wayTo(row, check),
  }
}

function fullNeed({ people, quota }: HealthRow): Need[] {
  if (people === null || quota === null || quota === 0 || people < quota) return []
  return [
    {
      id: 'full',
      kind: 'warn',
      title: `It is full: ${people} of ${quota} sessions are taken`,
      text: 'Whoever comes now is turned away. Stop sessions that nobody uses, or raise total_quota in the settings of BinderHub.',
      evidence: null,
      way: { to: 'page', path: '/workloads', label: 'Look at the sessions' },
    },
  ]
}

function advice({ part, cause }: HealthCheck): string {
  switch (cause?.is) {
    case 'scaled-to-zero':
      return 'Scale it to 1 again. Whoever switched it off may have had a reason: ask first, if you can.'
    case 'missing':
      return 'Something took it away. Running the step "BinderHub" of the install brings it back.'
    case 'restarting':
      return 'Its log says why it ends. After a change of the settings, go back to the ones before.'
    case 'out-of-memory':
      return 'Give it more memory in the settings, or look for what makes it grow.'
    case 'image':
      return 'Without its image it cannot start. Limits of the registry pass by themselves; a wrong name does not.'
    case 'unschedulable':
      return 'It starts by itself once there is room: stop sessions that nobody uses.'
    case 'cordoned':
      return 'Sessions that run go on. Uncordon it once the maintenance is over.'
    case 'not-ready':
      return 'After a reboot that takes up to two minutes. Otherwise its services have to be looked at.'
    case 'pressure':
      return 'Make room on the server, and it passes within a minute or two.'
    case 'starting':
    case 'silent':
    case undefined:
      return silentAdvice(part)
  }
}

function silentAdvice(part: HealthPart): string {
  switch (part) {
    case 'api':
      return 'After a reboot or an update it comes back within two minutes. Otherwise MicroK8s has to be started again.'
    case 'registry':
      return 'The login is wrong or was revoked, or the registry is away. The step asks it from the server and says which it is.'
    case 'node':
      return 'Look at what Kubernetes says of it.'
    default:
      return 'Its pod and its log say more. Restarting it is often enough.'
  }
}

/** Where the remedy is: the step that looks and mends, or the object with its log and its buttons. */
function wayTo({ namespace, nodes }: HealthRow, { part, cause }: HealthCheck): NeedWay {
  const step = (id: string, label: string): NeedWay => ({ to: 'page', path: `/install/${id}`, label })
  const open = (kind: ObjectKind, name: string): NeedWay => ({
    to: 'object',
    object: { kind, namespace: kind === 'Node' ? null : namespace, name },
    label: `Open ${name}`,
  })
  if (cause?.is === 'missing' && part !== 'node') return step('install', 'Open the BinderHub step')
  switch (part) {
    case 'api':
      return step('ready', 'Open the Kubernetes step')
    case 'registry':
      return step('registry-check', 'Check the registry')
    case 'builder':
      return step('builder', 'Open the builder step')
    case 'scheduler':
      return open('Deployment', 'user-scheduler')
    case 'node': {
      const worst = nodes.find(({ ready, cordoned, pressures }) => !ready || cordoned || pressures.length > 0)
      return worst === undefined ? step('ready', 'Open the Kubernetes step') : open('Node', worst.name)
    }
    case 'proxy':
    case 'hub':
    case 'binder':
      return open('Deployment', part)
  }
}
