import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { raw, sh } from '../shell/sh.ts'
import { snap } from './seen/snap.ts'
import { snapInstallFaults } from './snap-install-faults.ts'
import { defineStep } from './step.ts'

const body = readFileSync(join(import.meta.dirname, 'script', 'snap-install.sh'), 'utf8')

export const snapInstall = defineStep({
  id: 'snap-install',
  group: 'Kubernetes',
  title: 'Install MicroK8s',
  doing: 'Installing MicroK8s.',
  why: 'MicroK8s is a whole Kubernetes in one package. It is taken from a fixed version, so that it never moves to the next one by itself.',
  usualSeconds: [60, 300],
  deadlineSeconds: 3_600,
  sees: { snap },
  check({ snap: { snapd, said, microk8s, change } }, { channel }) {
    if (!snapd) return { state: 'unknown', evidence: `snapd did not answer: ${said}` }
    if (!microk8s) {
      const evidence = change
        ? `not installed; snap change ${change.id} is at work: ${change.summary}`
        : 'not installed'
      return { state: 'open', evidence }
    }
    const there = `${microk8s.version} (${microk8s.revision}), channel ${microk8s.channel}`
    if (microk8s.notes.includes('broken'))
      return { state: 'broken', evidence: `${there}, broken`, fault: 'broken' }
    if (microk8s.notes.includes('disabled'))
      return { state: 'broken', evidence: `${there}, disabled`, fault: 'disabled' }
    if (microk8s.channel !== channel)
      return { state: 'differs', evidence: there, wanted: `channel ${channel}` }
    return change
      ? { state: 'open', evidence: `${there}; snap change ${change.id} is at work: ${change.summary}` }
      : { state: 'done', evidence: there }
  },
  runs: ({ channel }) => [
    `snap install microk8s --classic --channel=${channel}`,
    '# where it is there already, from another channel of the same or the version before:',
    `snap refresh microk8s --channel=${channel}`,
  ],
  script: ({ channel }) => sh`channel=${channel}

${raw(body)}`,
  adds: () => [
    { kind: 'snap', name: 'microk8s' },
    { kind: 'folder', name: '/var/snap/microk8s' },
  ],
  breaks: () =>
    'Nothing on a server without MicroK8s. Where it is there from another channel it is refreshed: Kubernetes restarts, and who is on it waits a minute or two.',
  doneWhen: ({ channel }) => `snap list shows microk8s from ${channel}, neither disabled nor broken`,
  ifStopped:
    'snapd goes on with what it has begun, and the next run of this step watches it. Nothing is installed twice.',
  notes: [
    {
      pattern: 'is already installed, see .snap help refresh',
      says: 'This is no failure: MicroK8s is there already.',
    },
  ],
  faults: snapInstallFaults,
  undo: () => ({
    runs: ['snap remove microk8s --purge'],
    script: readFileSync(join(import.meta.dirname, 'script', 'snap-remove.sh'), 'utf8'),
    breaks:
      'Everything that runs in this Kubernetes: all sessions end, and volumes below /var/snap/microk8s are deleted. This cannot be undone.',
  }),
})
