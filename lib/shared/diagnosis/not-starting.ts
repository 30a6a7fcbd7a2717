import { podRole } from '../pod-role.ts'
import type { Diagnosis, Remedy } from './diagnosis.ts'
import { eventOf, type PodCase, podName, saidOf } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

/** A container that the kubelet does not get to create: a key that is missing, a refusal, no network for the pod. */
export function notStarting(given: PodCase): Diagnosis | null {
  const { pod } = given
  const role = podRole(pod)
  const shared = { kind: 'fail', at: pod.createdAt } as const
  const again: Remedy = {
    does: 'delete',
    object: { ...podName(pod), uid: pod.uid },
    label: 'Delete the pod…',
  }
  if (pod.status.endsWith('CreateContainerConfigError')) {
    const said = saidOf(given)[0] ?? ''
    const [, kind, name] = /(secret|configmap) "([^"]+)" not found/.exec(said) ?? []
    const [, key, of] = /couldn't find key (\S+) in (?:Secret|ConfigMap) (\S+)/.exec(said) ?? []
    const thing = kind === 'configmap' ? 'config map' : 'secret'
    return {
      ...shared,
      situation: 'key-missing',
      what:
        name !== undefined
          ? `The ${thing} ${name} is not there`
          : key !== undefined
            ? `There is no entry ${key} in ${of?.split('/').at(-1) ?? 'its settings'}`
            : 'Something that its settings come from is not there',
      why: sentences('A variable of its container is read from there.', harmOf(role)),
      advice:
        'Run the step that installs BinderHub again: it writes what is missing. It then starts by itself.',
      evidence: said || null,
      remedies: [{ does: 'step', step: 'install', label: 'Open the BinderHub step' }],
    }
  }
  if (
    /(?:CreateContainerError|RunContainerError|PreCreateHookError|PreStartHookError|PostStartHookError)$/.test(
      pod.status,
    )
  )
    return {
      ...shared,
      situation: 'container-refused',
      what: 'Its container cannot be created',
      why: sentences('The container runtime refuses it; the line below is its reason.', harmOf(role)),
      advice:
        'Where the name is in use or a folder is missing, deleting the pod helps: a new one starts clean.',
      evidence: saidOf(given)[0] ?? null,
      remedies: [again],
    }
  const sandbox = eventOf(given, 'FailedCreatePodSandBox', 'NetworkNotReady')
  if (!sandbox || !/^(?:ContainerCreating|PodInitializing|Pending|Init:0\/\d+)$/.test(pod.status)) return null
  return {
    ...shared,
    situation: 'network-not-ready',
    what: 'It gets no network',
    why: sentences(
      'The network of the cluster (Calico) does not answer. A firewall that blocks pod traffic does that, and a server that has just started.',
      harmOf(role),
    ),
    advice: 'If it stays so for two minutes, run the firewall step; then: sudo snap restart microk8s',
    evidence: sandbox.message,
    remedies: [{ does: 'step', step: 'firewall', label: 'Open the firewall step' }, again],
  }
}
