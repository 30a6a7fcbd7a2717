import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * Why no loopback server can run here, as one line for the console, or null when it can.
 *
 * @example describe.skipIf(loopbackUnavailable() !== null)('…', …)
 */
export function loopbackUnavailable(): string | null {
  reason ??= { found: look() }
  return reason.found
}

let reason: { found: string | null } | undefined

function look(): string | null {
  if (process.platform !== 'linux') return 'it needs Linux'
  if (process.getuid?.() !== 0) return 'it needs root, for its own users and mounts'
  const missing = [
    ['/usr/sbin/sshd', 'openssh-server'],
    ['/usr/bin/sudo', 'sudo'],
    ['/usr/bin/ssh-keygen', 'openssh-client'],
    ['/usr/bin/unshare', 'util-linux'],
    ['/usr/bin/nsenter', 'util-linux'],
  ].filter(([path]) => !existsSync(path ?? ''))
  if (missing.length > 0) return `apt-get install ${[...new Set(missing.map(([, name]) => name))].join(' ')}`
  // Containers started with no-new-privileges have a sudo that can never become root.
  if (/^NoNewPrivs:\s*1/m.test(readFileSync('/proc/self/status', 'utf8')))
    return 'this process may not use sudo'
  const tried = spawnSync('/usr/bin/unshare', [
    '--mount',
    '--pid',
    '--fork',
    'mount',
    '-t',
    'tmpfs',
    'none',
    '/mnt',
  ])
  return tried.status === 0 ? null : 'this machine does not let root make namespaces and mounts'
}
