import { type PodRole, podRole } from '../pod-role.ts'
import type { Diagnosis, Remedy } from './diagnosis.ts'
import { exitWords } from './exit-words.ts'
import { eventOf, type PodCase, podName, saidOf } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

const NO_PROGRAM =
  /exec: "([^"]+)": (?:stat \S+: no such file or directory|executable file not found)|exec: "([^"]+)": permission denied/
const SOCKET_FOLDER = /docker\.sock.*(?:is a directory|not a socket)/

/** A container that starts, ends, and is started again ever more slowly. */
export function crash(given: PodCase): Diagnosis | null {
  const { pod } = given
  const inInit = pod.status.startsWith('Init:')
  if (
    !/(?:CrashLoopBackOff|Error|RunContainerError|StartError|ContainerCannotRun|ExitCode:\d+|Signal:\d+)$/.test(
      pod.status,
    )
  )
    return null
  // One that does not start again is another matter.
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') return null
  if (/(?:CreateContainer|CreateContainerConfig|ImageInspect)Error$/.test(pod.status)) return null
  const role = podRole(pod)
  const { lastEnd, restarts } = pod
  const name = lastEnd?.container ?? pod.containers[0] ?? ''
  const remedies: Remedy[] = [
    { does: 'open', object: podName(pod), tab: 'logs', label: 'Read its last words' },
    { does: 'delete', object: { ...podName(pod), uid: pod.uid }, label: 'Delete the pod…' },
  ]
  const missing = saidOf(given).find((said) => NO_PROGRAM.test(said))
  const shared = { kind: 'fail', at: lastEnd?.at ?? null } as const
  // What cannot be started for another reason is told by notStarting.
  if (missing === undefined && pod.status.endsWith('RunContainerError')) return null
  if (missing !== undefined) {
    const [, notFound, notAllowed] = NO_PROGRAM.exec(missing) ?? []
    return {
      ...shared,
      situation: 'program-missing',
      what: `Its program ${notFound ?? notAllowed ?? ''} cannot be started`,
      why: sentences(
        notFound === undefined
          ? 'It is in the image, and may not be executed there.'
          : 'It is not in the image.',
        harmOf(role),
      ),
      advice:
        role === 'session'
          ? 'The image has no jupyter: the repository installs its own, and not enough of it. Rebuild it with jupyterlab.'
          : 'Correct the command of the container, or its image.',
      evidence: missing,
      remedies,
    }
  }
  const times = restarts === 0 ? '' : `, ${restarts} ${restarts === 1 ? 'time' : 'times'} so far`
  if (inInit)
    return {
      ...shared,
      situation: 'init-fails',
      what: `It cannot be prepared: its init container ${name} fails${times}`,
      why: sentences(lastEnd ? `Each time ${exitWords(lastEnd.exitCode)}.` : '', harmOf(role)),
      advice: 'Its last words say what it missed. Kubernetes tries again by itself, ever more slowly.',
      evidence: evidenceOf(given),
      remedies,
    }
  const socket = saidOf(given).some((said) => SOCKET_FOLDER.test(said))
  return {
    ...shared,
    situation: 'crash-loop',
    what: `It starts and ends again and again${times}`,
    why: sentences(lastEnd ? `Each time ${exitWords(lastEnd.exitCode)}.` : '', causeFor(role), harmOf(role)),
    advice: socket
      ? 'A folder stands in place of its socket. The remedy of the builder step takes it away.'
      : adviceFor(role),
    evidence: evidenceOf(given),
    remedies: [
      ...(role === 'builder'
        ? [{ does: 'step', step: 'builder', label: 'Open the builder step' } as const]
        : []),
      ...(role === 'hub' || role === 'binder'
        ? ([
            { does: 'page', page: 'releases', label: 'Open Releases, to go back' },
            { does: 'step', step: 'install', label: 'Open the BinderHub step' },
          ] as const)
        : []),
      ...remedies,
    ],
  }
}

function evidenceOf(given: PodCase): string | null {
  const { lastEnd, message } = given.pod
  const end = lastEnd && `${lastEnd.container}: ${lastEnd.reason || 'ended'}, exit code ${lastEnd.exitCode}`
  return end ?? eventOf(given, 'BackOff')?.message ?? (message || null)
}

function causeFor(role: PodRole): string {
  switch (role) {
    case 'hub':
    case 'binder':
      return 'Mostly that is a value in binder.yaml that it does not take: extraConfig is Python, and a mistake in it ends the program.'
    case 'builder':
      return 'Mostly its socket is held by something else, or its disk is full.'
    case 'system':
      return 'A firewall that blocks pod traffic does that to what talks to Kubernetes.'
    default:
      return ''
  }
}

function adviceFor(role: PodRole): string {
  switch (role) {
    case 'hub':
    case 'binder':
      return 'Read its last words. If it worked before the last upgrade, go back one revision.'
    case 'builder':
      return 'Read its last words; the builder step has the remedies.'
    default:
      return 'Its last words say why. Kubernetes tries again by itself, ever more slowly, at most every 5 minutes.'
  }
}
