import type { Fault } from './step.ts'

/** What can befall any step that installs a package of Ubuntu with apt-get. */
export const packageFaults: readonly Fault[] = [
  {
    id: 'package-lock',
    line: /^stopped: .*package lock.*$|^E: Could not get lock (\S+)\. It is held by process (\d+) \((.*)\)/,
    what: (match) =>
      match?.[3]
        ? `The package lock is held by ${match[3]} (process ${match[2]}).`
        : 'Another program kept the package lock for too long.',
    why: 'Ubuntu installs one thing at a time. Mostly its own updates are at work, which can take a while.',
    advice:
      'Let the other program finish (ps aux | grep -E "apt|dpkg|unattended" shows it), then run the step again. Do not delete the lock: a package could stay half installed.',
  },
  {
    id: 'package-half-installed',
    line: /^E: dpkg was interrupted, you must manually run/,
    what: () => 'A package was left half installed earlier.',
    why: 'Whatever installed it was cut off, and Ubuntu installs nothing else before that is finished.',
    remedy: {
      says: 'Finishes what was left half installed.',
      commands: () => [
        { command: 'dpkg --configure -a', why: 'configures the packages that are waiting for it' },
      ],
      script: () => `wait_for_locks 600 || give_up 'The package lock was not free within 600 s.'
show env DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold </dev/null
`,
      breaks: 'The services of those packages may restart.',
    },
  },
  {
    id: 'package-unknown',
    line: /^E: (?:Unable to locate package (\S+)|Package '?(\S+?)'? has no installation candidate)/,
    what: (match) => `Ubuntu's mirror has no package ${match?.[1] ?? match?.[2] ?? ''}.`.replace(' .', '.'),
    why: 'The package lists of the server are empty or old, or its mirror offers only a part of Ubuntu.',
    advice:
      'Run apt-get update on the server and read what it complains about (/etc/apt/sources.list), then run the step again.',
  },
  {
    id: 'mirror-away',
    line: /^E: Failed to fetch (\S+)|^(?:Err:\d+|W: Failed to fetch) (\S+)|Temporary failure resolving '([^']+)'/,
    what: (match) => `The package mirror cannot be reached: ${match?.[1] ?? match?.[2] ?? match?.[3] ?? ''}`,
    why: 'The server has no way to the internet, or needs a proxy that apt does not know.',
    advice: 'Make sure that apt-get update works on the server, then run the step again.',
  },
]
