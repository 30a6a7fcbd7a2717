import type { Facts, Kubernetes } from '../../shared/facts.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { dfLine } from './df-line.ts'
import { probe, type Question } from './probe.ts'

/** Ports that MicroK8s wants for itself, and 6443 of other Kubernetes kinds. */
const KUBERNETES_PORTS = [6443, 10250, 16443, 19001, 25000]

/** What a server says of itself is shown as it is, so it is cut to a line and freed of what would act there. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(0, 200)
const firstLine = (output: string): string => plain(output.trim().split('\n')[0]?.trim() ?? '')
/** A number that can be one: whole or not, never negative, infinite or beyond what is exact. */
const sane = (value: number): number | null => (value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null)
const orNull = (output: string): string | null => firstLine(output) || null
const text = (script: string): Question<string> => ({ script, parse: firstLine })
const textOrNull = (script: string): Question<string | null> => ({ script, parse: orNull })
const numberOrNull = (script: string): Question<number | null> => ({
  script,
  parse: (output) => sane(Number.parseFloat(firstLine(output))),
})

const questions = {
  clock: numberOrNull('date +%s%3N'),
  hostname: text('uname -n'),
  kernel: text('uname -r'),
  arch: text('uname -m'),
  cores: numberOrNull('nproc'),
  bootId: textOrNull('cat /proc/sys/kernel/random/boot_id'),
  uptimeSeconds: numberOrNull('cut -d" " -f1 /proc/uptime'),
  os: { script: 'cat /etc/os-release', parse: parseOs },
  memory: { script: 'cat /proc/meminfo', parse: parseMemory },
  disks: {
    script: 'for path in / /var; do df -PTB1 "$path" | tail -n 1 | sed "s|^|$path |"; done',
    parse: parseDisks,
  },
  systemd: textOrNull('[ -d /run/systemd/system ] && systemctl is-system-running'),
  snapd: textOrNull(`snap version | awk '$1 == "snapd" { print $2 }'`),
  network: {
    script: `route=$(ip -4 route show default | head -n 1); printf '%s\\n' "$route"
dev=$(printf '%s' "$route" | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p'); [ -n "$dev" ] && ip -o -4 address show dev "$dev" scope global | head -n 1`,
    parse: parseNetwork,
  },
  firewall: { script: 'ufw status | head -n 1', parse: parseFirewall },
  busyPorts: { script: 'ss -ltnH', parse: parsePorts },
  docker: textOrNull(`docker --version | sed -n 's/^Docker version \\([^,]*\\).*/\\1/p'`),
  microk8s: {
    script: `snap list microk8s | awk '$1 == "microk8s" { print $2, $4, $NF }'
systemctl is-active snap.microk8s.daemon-kubelite`,
    parse: parseMicrok8s,
  },
  k3s: { script: 'k3s --version | head -n 1\nsystemctl is-active k3s', parse: parseK3s },
  other: {
    script: `[ -e /etc/kubernetes/admin.conf ] && printf 'kubeadm %s\\n' "$(kubelet --version)"
command -v k0s >/dev/null && printf 'k0s %s\\n' "$(k0s version)"
command -v rke2 >/dev/null && printf 'rke2 %s\\n' "$(rke2 --version | head -n 1)"`,
    parse: parseOther,
  },
} satisfies Record<string, Question<unknown>>

/**
 * Reads what a server is, in one round trip that changes nothing.
 * Throws what the link throws, and `remote_timed_out` after 20 s.
 */
export async function lookAround(shell: RemoteShell, signal?: AbortSignal): Promise<Facts> {
  const asked = Date.now()
  const found = await probe(shell, questions, { deadlineMs: 20_000, ...(signal ? { signal } : {}) })
  const answered = Date.now()
  const { clock, microk8s, k3s, other, ...facts } = found
  return {
    ...facts,
    lookedAt: answered,
    tookMs: answered - asked,
    clockSkewMs: clock === null ? null : Math.round(clock - (asked + answered) / 2),
    kubernetes: [microk8s, k3s, ...other].filter((entry): entry is Kubernetes => entry !== null),
  }
}

function parseOs(output: string): Facts['os'] {
  const fields = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [, key, value] =
      /^([A-Z_]+)=(?:"(.*)"|(.*))$/.exec(line)?.filter((part) => part !== undefined) ?? []
    if (key && value !== undefined) fields.set(key, plain(value))
  }
  const id = fields.get('ID')
  if (!id) return null
  const version = fields.get('VERSION_ID') ?? ''
  return { id, version, pretty: fields.get('PRETTY_NAME') ?? `${id} ${version}`.trim() }
}

function parseMemory(output: string): Facts['memory'] {
  const kib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(output)?.[1] ?? Number.NaN)
  const total = sane(kib('MemTotal') * 1024)
  const available = sane(kib('MemAvailable') * 1024)
  return total !== null && available !== null ? { total, available } : null
}

/** Lines of `path` and then df's own. */
function parseDisks(output: string): Facts['disks'] {
  return output.split('\n').flatMap((line) => {
    const [, path, rest = ''] = /^(\/(?:var)?) (.*)$/.exec(line) ?? []
    const seen = dfLine(rest)
    const total = sane(seen?.total ?? -1)
    const free = sane(seen?.free ?? -1)
    return path !== undefined && total !== null && free !== null ? [{ path, total, free }] : []
  })
}

function parseNetwork(output: string): Facts['network'] {
  const [route = '', address = ''] = output.trim().split('\n')
  const gateway = / via (\S+)/.exec(route)?.[1]
  const device = / dev (\S+)/.exec(route)?.[1]
  const own = / inet (\S+)/.exec(address)?.[1]
  return gateway && device && own
    ? { interface: plain(device), address: plain(own), gateway: plain(gateway) }
    : null
}

function parseFirewall(output: string): Facts['firewall'] {
  switch (firstLine(output)) {
    case 'Status: active':
      return 'active'
    case 'Status: inactive':
      return 'inactive'
    default:
      return null
  }
}

function parsePorts(output: string): number[] {
  const open = new Set(
    output.split('\n').map((line) => Number(/:(\d+)$/.exec(line.trim().split(/\s+/)[3] ?? '')?.[1])),
  )
  return KUBERNETES_PORTS.filter((port) => open.has(port))
}

function parseMicrok8s(output: string): Kubernetes | null {
  const [snap = '', active = ''] = output.trim().split('\n')
  const [version, channel, notes] = snap.split(' ')
  if (!version?.startsWith('v') || !channel) return null
  return {
    kind: 'microk8s',
    version: plain(version),
    channel: plain(channel),
    running: active === 'active' && !notes?.includes('disabled'),
  }
}

function parseK3s(output: string): Kubernetes | null {
  const [line = '', active = ''] = output.trim().split('\n')
  const version = /^k3s version (\S+)/.exec(line)?.[1]
  return version ? { kind: 'k3s', version: plain(version), running: active === 'active' } : null
}

function parseOther(output: string): Kubernetes[] {
  return output.split('\n').flatMap((line) => {
    const match = /^(kubeadm|k0s|rke2)\b\s*(.*)$/.exec(line)
    return match?.[1] ? [{ kind: 'other' as const, what: match[1], version: plain(match[2] ?? '') }] : []
  })
}
