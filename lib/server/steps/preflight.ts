import { formatBytes } from '../../shared/format.ts'
import { preflightProblems } from './preflight-problems.ts'
import { type MachineSeen, machine } from './seen/machine.ts'
import { defineStep } from './step.ts'

/** Sold with 8 GB; the kernel keeps a little of it. */
const COMFORTABLE_MEMORY = 7.6e9
const COMFORTABLE_DISK = 40e9

export const preflight = defineStep({
  id: 'preflight',
  group: 'Server',
  title: 'Look at the server',
  doing: 'Looking at the server.',
  why: 'What does not fit is said now, before anything is changed, and not by a strange failure an hour later.',
  usualSeconds: [1, 3],
  deadlineSeconds: 60,
  sees: { machine },
  check({ machine: seen }) {
    if (seen.os === null || seen.memory === null || seen.disk === null || seen.hostname === '')
      return { state: 'unknown', evidence: 'the server did not say what it is' }
    const found = preflightProblems.flatMap(({ id, finds }) => {
      const evidence = finds(seen)
      return evidence === null ? [] : [{ id, evidence }]
    })
    const [first] = found
    return first
      ? { state: 'broken', evidence: found.map(({ evidence }) => evidence).join('; '), fault: first.id }
      : { state: 'done', evidence: [...facts(seen), ...warnings(seen)].join(', ') }
  },
  runs: () => [
    'cat /etc/os-release',
    'uname -srm',
    'nproc',
    'free -m',
    'df -h / /var',
    'ip route show default',
    'snap version',
    'ss -ltnp',
  ],
  script:
    () => `for command in 'cat /etc/os-release' 'uname -srm' nproc 'free -m' 'df -h / /var' 'ip route show default' 'snap version' 'ss -ltnp'; do
  read -ra words <<<"$command"
  show "\${words[@]}" || true
done
`,
  adds: () => [],
  breaks: () => 'Nothing: it only looks.',
  doneWhen: () =>
    'it is Ubuntu 20.04 or newer on x86_64 with a good host name, 4 GB of memory, 15 GB of free disk, a way out to the network, a running snapd, and no other Kubernetes',
  ifStopped: 'Nothing: it changes nothing.',
  faults: preflightProblems.map(({ finds, ...fault }) => ({
    ...fault,
    seen: ({ machine: seen }: { machine: MachineSeen }) => finds(seen) !== null,
  })),
})

function facts({ os, cores, memory, disk }: MachineSeen): string[] {
  return [
    os?.pretty ?? '',
    ...(cores === null ? [] : [`${cores} ${cores === 1 ? 'core' : 'cores'}`]),
    formatBytes(memory ?? 0),
    `${formatBytes(disk?.free ?? 0)} free`,
  ]
}

/** What will do for a try, and not for a class. */
function warnings({ memory, disk, hasMicrok8s }: MachineSeen): string[] {
  return [
    ...(memory !== null && memory < COMFORTABLE_MEMORY
      ? ['with less than 8 GB of memory only a few people fit']
      : []),
    ...(disk !== null && disk.free < COMFORTABLE_DISK && !hasMicrok8s
      ? ['with less than 40 GB of free disk few images fit']
      : []),
  ]
}
