import type { Facts, Kubernetes } from '../../lib/shared/facts.ts'
import type { Verdict } from './verdict.ts'

/** Whether the server has a way out, without which nothing can be downloaded. */
export function judgeNetwork({ network }: Facts): Verdict {
  const base = { fact: 'Network', needed: 'a default route' }
  if (network === null)
    return {
      ...base,
      found: 'no default route',
      kind: 'fail',
      word: 'Cannot reach out',
      say: 'it has no default route, so it could download nothing',
    }
  return {
    ...base,
    found: `${network.interface}, ${network.address}, gateway ${network.gateway}`,
    kind: 'ok',
    word: 'Fits',
  }
}

/** Whether the ports that MicroK8s needs are free, or its own already. */
export function judgePorts({ busyPorts, kubernetes }: Facts): Verdict {
  const base = { fact: 'Ports', needed: '16443 and 25000 free' }
  if (busyPorts.length === 0) return { ...base, found: 'all free', kind: 'ok', word: 'Fits' }
  const found = `${busyPorts.join(', ')} in use`
  if (kubernetes.some(({ kind }) => kind === 'microk8s'))
    return { ...base, found, kind: 'ok', word: "MicroK8s' own" }
  return {
    ...base,
    found,
    kind: 'fail',
    word: 'Taken',
    say: `something already listens on ${busyPorts.length === 1 ? 'port' : 'ports'} ${busyPorts.join(', ')}`,
    note: {
      lead: 'Another program holds ports that MicroK8s needs.',
      text: 'See which one it is, and stop it or move it:',
      command: 'ss -ltnp',
    },
  }
}

/** Whether ufw stands between the pods. */
export function judgeFirewall({ firewall }: Facts): Verdict {
  const base = { fact: 'Firewall', needed: 'pods may talk' }
  switch (firewall) {
    case 'inactive':
      return { ...base, found: 'ufw is inactive', kind: 'ok', word: 'Nothing to do' }
    case null:
      return { ...base, found: 'ufw did not answer', kind: 'unk', word: 'Not known' }
    case 'active':
      return {
        ...base,
        found: 'ufw is active',
        kind: 'warn',
        word: 'Needs rules',
        note: {
          lead: 'The firewall blocks traffic between pods.',
          text: 'Pods need rules of their own in ufw. Keep the SSH port allowed, or Bindery and you are locked out.',
        },
      }
  }
}

/** Whether there is a Kubernetes already that is not MicroK8s. */
export function judgeKubernetes({ kubernetes }: Facts): Verdict {
  const base = { fact: 'Kubernetes', needed: 'none, or MicroK8s' }
  if (kubernetes.length === 0) return { ...base, found: 'none', kind: 'ok', word: 'Fresh' }
  const found = kubernetes.map(kubernetesName).join(', ')
  const foreign = kubernetes.filter(({ kind }) => kind !== 'microk8s')
  if (foreign.length === 0) return { ...base, found, kind: 'ok', word: 'Already here' }
  return {
    ...base,
    found,
    kind: 'fail',
    word: 'In the way',
    say: `${foreign.map(kubernetesName).join(' and ')} is already on it`,
    note: {
      lead: 'Two kinds of Kubernetes on one machine fight over ports, firewall rules and the network.',
      text: 'Remove the other one first, or choose another server.',
    },
  }
}

/** Whether there is a Docker whose rules get in the way of the pods. */
export function judgeDocker({ docker }: Facts): Verdict {
  const base = { fact: 'Docker', needed: '' }
  if (docker === null) return { ...base, found: 'none', kind: 'ok', word: 'Not needed' }
  return {
    ...base,
    found: `Docker ${docker}`,
    kind: 'warn',
    word: 'Drops pod traffic',
    note: {
      lead: 'Docker blocks forwarded packets by default.',
      text: 'Pods need one firewall rule of their own beside it. Containers that run in Docker are not touched by that.',
    },
  }
}

/** "MicroK8s v1.32.13 (stopped)", "k3s v1.33.1+k3s1", "kubeadm v1.31.0". */
export function kubernetesName(found: Kubernetes): string {
  switch (found.kind) {
    case 'microk8s':
      return `MicroK8s ${found.version}${found.running ? '' : ' (stopped)'}`
    case 'k3s':
      return `k3s ${found.version}${found.running ? '' : ' (stopped)'}`
    case 'other':
      return `${found.what} ${found.version}`.trim()
  }
}
