import { dfLine } from '../../probe/df-line.ts'
import type { Observation } from '../step.ts'

/** What a server is made of, as far as MicroK8s cares. Sizes in bytes; null is "could not be read". */
export interface MachineSeen {
  os: { id: string; version: string; pretty: string } | null
  arch: string
  cores: number | null
  memory: number | null
  hostname: string
  /** The file system that MicroK8s and its images lie on. `inodesFree` is null where it has no fixed number. */
  disk: { total: number; free: number; inodesFree: number | null } | null
  defaultRoute: boolean
  /** "missing" where there is no `snap`, "stopped" where nothing answers it. */
  snapd: 'running' | 'stopped' | 'missing'
  /** Who listens on a port that MicroK8s needs, MicroK8s itself left out. */
  foreignPorts: { port: number; process: string }[]
  /** Another Kubernetes whose service is on this server: "k3s". */
  otherKubernetes: string[]
  /** MicroK8s is there already, so its images are a part of what is used. */
  hasMicrok8s: boolean
}

/** What the API, the kubelet, the datastore and the cluster agent listen on; 6443 is where other kinds have their API. */
const PORTS = [6443, 10250, 16443, 19001, 25000]

/** Services of the other kinds of Kubernetes. A kubelet alone counts only when kubeadm has set it up. */
const OTHERS = 'k3s k3s-agent rke2-server rke2-agent k0scontroller k0sworker kubelet'

export const machine: Observation<MachineSeen> = {
  id: 'machine',
  ask: () => `sed -nE 's/^(ID|VERSION_ID|PRETTY_NAME)="?([^"]*)"?$/\\1 \\2/p' /etc/os-release
echo "arch $(uname -m)"
echo "cores $(nproc)"
awk '/^MemTotal:/ { printf "memory %.0f\\n", $2 * 1024 }' /proc/meminfo
echo "hostname $(uname -n)"
# The nearest folder that is there: before the install there is no /var/snap.
for folder in /var/snap/microk8s/common /var/snap /var; do [ -d "$folder" ] && break; done
df -PTB1 "$folder" | tail -n 1 | sed 's/^/disk /'
df -Pi "$folder" | awk 'END { if ($2 > 0) print "inodes", $4 }'
ip route show default | grep -q . && echo route
ip -6 route show default | grep -q . && echo route
if command -v snap >/dev/null; then
  systemctl is-active snapd.socket snapd.service | grep -qx active && echo 'snapd running' || echo 'snapd stopped'
fi
[ -e /snap/microk8s/current ] && echo microk8s
ss -ltnpH | awk -v ports=' ${PORTS.join(' ')} ' '{
  port = $4; sub(/.*:/, "", port)
  if (index(ports, " " port " ") && match($0, /\\(\\("[^"]*",pid=[0-9]+/)) {
    split(substr($0, RSTART + 3, RLENGTH - 3), part, /",pid=/); print port, part[2], part[1]
  }
}' | while read -r port pid process; do
  # A process that has ended since takes no port any more.
  [ -r "/proc/$pid/cgroup" ] || continue
  grep -q 'snap\\.microk8s\\.' "/proc/$pid/cgroup" || echo "port $port $process"
done
systemctl show --property=Id,LoadState ${OTHERS} | awk -F= '/^Id=/ { id = $2 } /^LoadState=loaded/ { print "other", id }'
[ -e /etc/kubernetes/kubelet.conf ] && echo kubeadm`,
  parse({ text }) {
    const lines = text.split('\n')
    const all = (word: string): string[] =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1).trim())
    const one = (word: string): string => all(word)[0] ?? ''
    const id = one('ID')
    const version = one('VERSION_ID')
    const disk = dfLine(one('disk'))
    const others = all('other').map((unit) => unit.replace(/\.service$/, ''))
    return {
      os: id ? { id, version, pretty: one('PRETTY_NAME') || `${id} ${version}`.trim() } : null,
      arch: one('arch'),
      cores: number(one('cores')),
      memory: number(one('memory')),
      hostname: one('hostname'),
      disk: disk && { total: disk.total, free: disk.free, inodesFree: number(one('inodes')) },
      defaultRoute: lines.includes('route'),
      snapd: one('snapd') === 'running' ? 'running' : one('snapd') === 'stopped' ? 'stopped' : 'missing',
      foreignPorts: all('port')
        .map((line) => ({ port: Number.parseInt(line, 10), process: line.replace(/^\d+ /, '') }))
        // A service that listens on IPv4 and IPv6 stands there twice.
        .filter(({ port }, index, ports) => ports.findIndex((other) => other.port === port) === index),
      otherKubernetes: others
        .filter((name) => name !== 'kubelet' || lines.includes('kubeadm'))
        .map((name) => (name === 'kubelet' ? 'kubeadm' : name)),
      hasMicrok8s: lines.includes('microk8s'),
    }
  },
}

function number(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null
}
