import { snap } from './seen/snap.ts'
import { defineStep } from './step.ts'

/** The first snapd that can hold one snap. */
const HOLDS_SINCE = '2.58'

export const snapHold = defineStep({
  id: 'snap-hold',
  group: 'Kubernetes',
  title: 'Hold automatic updates',
  doing: 'Holding automatic updates.',
  why: 'snapd refreshes MicroK8s by itself, at a time nobody chose, and restarts Kubernetes under the people who work on it. From now on it is refreshed only when you say so.',
  usualSeconds: [1, 3],
  deadlineSeconds: 900,
  sees: { snap },
  check({ snap: { snapd, said, microk8s } }) {
    if (!snapd) return { state: 'unknown', evidence: `snapd did not answer: ${said}` }
    if (!isSince(snapd, HOLDS_SINCE))
      return { state: 'not-needed', evidence: `snapd ${snapd} cannot hold a snap yet, ${HOLDS_SINCE} can` }
    if (!microk8s) return { state: 'open', evidence: 'MicroK8s is not installed yet' }
    const notes = microk8s.notes.join(',')
    return microk8s.notes.includes('held')
      ? { state: 'done', evidence: 'snap list: held' }
      : { state: 'open', evidence: `snap list: ${notes}, not held` }
  },
  runs: () => ['snap refresh --hold microk8s'],
  script:
    () => `wait_for_snap 600 || give_up 'snapd was still busy with microk8s after 10 minutes. snap changes shows with what.'
show snap refresh --hold microk8s
notes=$(snap list microk8s | awk '$1 == "microk8s" { print $NF }')
[[ ,$notes, == *,held,* ]] || give_up "snap list shows $notes, not held."
checked "snap list: $notes"
`,
  adds: () => [],
  breaks: () => 'Nothing. Security fixes of MicroK8s come when you refresh it yourself.',
  doneWhen: () => 'snap list shows held in its notes',
  ifStopped: 'Nothing: it is held, or it is not.',
  skip: 'MicroK8s then restarts by itself when a new build of its version comes out, and people are cut off for a minute or two.',
  faults: [
    {
      id: 'busy',
      line: /snap "microk8s" has "([^"]+)" change in progress/,
      what: (match) =>
        `snapd was in the middle of something else with microk8s: ${match?.[1] ?? 'a change'}.`,
      why: 'snapd does one thing at a time.',
      advice: 'Run the step again: it waits until snapd has finished.',
    },
  ],
  undo: () => ({
    runs: ['snap refresh --unhold microk8s'],
    script: `if snap list microk8s >/dev/null 2>&1; then
  show snap refresh --unhold microk8s
fi
`,
    breaks: 'Nothing at once. snapd refreshes MicroK8s by itself again.',
  }),
})

/** By the numbers before and after the dot: as fractions, 2.100 would be older than 2.58. */
function isSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}
