import type { Observation } from '../step.ts'

/** MicroK8s as its services and files show it, without asking Kubernetes. */
export interface Microk8sSeen {
  installed: boolean
  /** Services of it that should run and do not: "kubelite". */
  down: string[]
  /** The network between pods: Calico unless flannel was left in place of it. */
  network: 'calico' | 'flannel'
  /** The add-ons of the community are there. */
  community: boolean
  /** MicroK8s stopped itself because the server has too little memory. */
  lowMemory: boolean
}

const SERVICES = ['kubelite', 'containerd', 'k8s-dqlite']

export const microk8s: Observation<Microk8sSeen> = {
  id: 'microk8s',
  ask: () => `[ -e /snap/microk8s/current ] || exit 0
echo installed
systemctl show --property=Id,ActiveState ${SERVICES.map((name) => `snap.microk8s.daemon-${name}`).join(' ')} |
  awk -F= '/^Id=/ { id = $2 } /^ActiveState=(inactive|failed)/ { print "down", id }'
current=/var/snap/microk8s/current
ls "$current/args/cni-network" | sed 's/^/cni /'
ip -o link show | awk -F ': ' '$2 ~ /^(cni0|flannel)/ { print "link", $2 }'
[ -s /var/snap/microk8s/common/addons/community/addons.yaml ] && echo community
[ -e "$current/var/lock/low-memory-guard.lock" ] && echo low-memory`,
  parse({ text }) {
    const lines = text.split('\n')
    const calico = lines.some((line) => /^cni .*calico/.test(line) || line === 'cni cni.yaml')
    return {
      installed: lines.includes('installed'),
      down: lines.flatMap((line) => /^down snap\.microk8s\.daemon-(\S+)\.service$/.exec(line)?.[1] ?? []),
      network: !calico && lines.some((line) => /^cni .*flannel|^link /.test(line)) ? 'flannel' : 'calico',
      community: lines.includes('community'),
      lowMemory: lines.includes('low-memory'),
    }
  },
}
