import { addonFaults } from './addon-faults.ts'
import { helm } from './seen/helm.ts'
import { microk8s } from './seen/microk8s.ts'
import { defineStep } from './step.ts'

export const helm3 = defineStep({
  id: 'helm3',
  group: 'Add-ons',
  title: 'Helm',
  doing: 'Switching Helm on.',
  why: 'Helm installs BinderHub out of its package, the chart. MicroK8s brings it along.',
  usualSeconds: [1, 5],
  deadlineSeconds: 900,
  sees: { helm, microk8s },
  check({ helm: version, microk8s: { installed } }) {
    if (version) return { state: 'done', evidence: `${version}, built in` }
    return {
      state: 'open',
      evidence: installed ? 'Helm did not say its version' : 'MicroK8s is not installed yet',
    }
  },
  runs: () => ['microk8s enable helm3'],
  script: () => `enable_addon helm3
version=$(/snap/bin/microk8s helm version --short 2>/dev/null) || true
[[ $version == v[0-9]* ]] || give_up "microk8s helm does not say its version: $version"
checked "helm $version"
`,
  // Helm is a part of the snap, and goes with it.
  adds: () => [],
  breaks: () => 'Nothing.',
  doneWhen: () => 'microk8s helm says its version',
  ifStopped: 'Nothing: Helm is a part of MicroK8s.',
  notes: [{ pattern: 'already enabled', says: 'Newer versions of MicroK8s have it on from the start.' }],
  faults: addonFaults,
})
