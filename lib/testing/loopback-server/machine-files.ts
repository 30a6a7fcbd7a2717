import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a test may vary about the server. Lines are put first: the first value wins in sshd_config. */
export interface LoopbackOptions {
  /** Lines of sshd_config, e.g. `['MaxSessions 1', 'AllowTcpForwarding no']`. */
  sshd?: string[]
  /** Lines of sudoers, e.g. `['Defaults requiretty']`. They come last: there the last match wins. */
  sudoers?: string[]
  /** Host keys it has. Default: ed25519 alone. */
  hostKeys?: ('ed25519' | 'ecdsa' | 'rsa')[]
  /** What `hostname` says there. Default: loopback. */
  hostname?: string
}

export const loopbackPassword = 'ubuntu-pass'
/** crypt(3) of loopbackPassword, SHA-512 with the salt "bindery". */
const passwordHash =
  '$6$bindery$4jMS9.BaPJl6umgLquYVdwieZxiy43yEyBTf23283se6jy0W1vGg7/azbajRhbZR4lGoEvUefmS3fzfzlksvd/'

const users = [
  { name: 'root', id: 0, home: '/root', hash: '*' },
  { name: 'ubuntu', id: 1000, home: '/home/ubuntu', hash: passwordHash },
  { name: 'free', id: 1001, home: '/home/free', hash: passwordHash },
  { name: 'nobody-else', id: 1002, home: '/home/nobody-else', hash: passwordHash },
]

/** Writes keys and configuration for one machine into `folder`, as machine.sh expects them. */
export function writeMachineFiles(folder: string, port: number, options: LoopbackOptions): void {
  const { sshd = [], sudoers = [], hostKeys = ['ed25519'], hostname = 'loopback' } = options
  const write = (path: string, ...lines: string[]) =>
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  for (const name of ['etc/ssh', 'etc/pam.d', 'etc/sudoers.d'])
    mkdirSync(join(folder, name), { recursive: true })

  for (const type of hostKeys) makeKey(type, join(folder, `etc/ssh/ssh_host_${type}_key`))
  write(
    'etc/ssh/sshd_config',
    ...sshd,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...hostKeys.map((type) => `HostKey /etc/ssh/ssh_host_${type}_key`),
    'UsePAM yes',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UseDNS no',
    'PrintMotd no',
    'MaxStartups 200',
    'Subsystem sftp internal-sftp',
  )
  write(
    'etc/sudoers',
    'Defaults env_reset, !fqdn',
    'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"',
    'root ALL=(ALL:ALL) ALL',
    'ubuntu ALL=(ALL:ALL) ALL',
    'free ALL=(ALL:ALL) NOPASSWD: ALL',
    ...sudoers,
  )

  write(
    'etc/passwd',
    ...users.map(({ name, id, home }) => `${name}:x:${id}:${id}:${name}:${home}:/bin/bash`),
    'sshd:x:110:65534::/run/sshd:/usr/sbin/nologin',
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  )
  write(
    'etc/shadow',
    ...users.map(({ name, hash }) => `${name}:${hash}:20000:0:99999:7:::`),
    'sshd:*:20000::::::',
  )
  write(
    'etc/group',
    ...users.map(({ name, id }) => `${name}:x:${id}:`),
    'tty:x:5:',
    'shadow:x:42:',
    'nogroup:x:65534:',
  )
  write('etc/hosts', `127.0.0.1 localhost ${hostname}`)
  write('etc/hostname', hostname)
  write('etc/nsswitch.conf', 'passwd: files', 'group: files', 'shadow: files', 'hosts: files dns')

  // nodelay: a wrong password answers at once instead of after two seconds.
  const pam = [
    'auth required pam_unix.so nodelay',
    'account required pam_unix.so',
    'session optional pam_permit.so',
  ]
  for (const service of ['sshd', 'sudo', 'su', 'other']) {
    write(`etc/pam.d/${service}`, ...pam, 'password required pam_unix.so sha512')
  }
}

/** An unencrypted key pair at `path` and `path.pub`, made by ssh-keygen. */
export function makeKey(type: string, path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'loopback', '-f', path])
}
