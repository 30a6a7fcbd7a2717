import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { raw, sh } from '../shell/sh.ts'
import { addonFaults } from './addon-faults.ts'
import { cluster } from './seen/cluster.ts'
import { hostsFile, hostsText, imageHost, registryTrust } from './seen/registry-trust.ts'
import { isReady, unreadyWords, workload } from './seen/workload.ts'
import { defineStep } from './step.ts'
import { STORAGE_CLASS } from './storage-class-manifest.ts'

const functions = readFileSync(join(import.meta.dirname, 'script', 'storage-class.sh'), 'utf8')

export const registryAddon = defineStep({
  id: 'registry-addon',
  group: 'Add-ons',
  title: 'Registry on the server',
  doing: 'Switching on the registry.',
  why: 'Built images are kept in a registry. This one runs on the server itself and needs no account.',
  usualSeconds: [15, 90],
  deadlineSeconds: 1_200,
  sees: { cluster, trusted: registryTrust },
  check({ cluster: seen, trusted }, plan) {
    if (plan.registry.kind !== 'addon')
      return { state: 'not-needed', evidence: 'The plan keeps images in another registry.' }
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const registry = workload(seen, 'Deployment', 'container-registry', 'registry')
    if (!registry) return { state: 'open', evidence: 'The add-on registry is not on.' }
    if (!isReady(registry))
      return { state: 'broken', evidence: `${unreadyWords(seen, registry)}.`, fault: null }
    const host = imageHost(plan) ?? 'localhost:32000'
    if (!trusted)
      return {
        state: 'open',
        evidence: `The registry is ready, and MicroK8s does not take images from ${host} yet.`,
      }
    return { state: 'done', evidence: `The registry is ready, and MicroK8s takes images from ${host}.` }
  },
  runs: () => ['microk8s enable registry'],
  script: (plan) => {
    const host = imageHost(plan) ?? 'localhost:32000'
    return sh`file=${hostsFile(host)}
text=${hostsText(host)}
class=${STORAGE_CLASS}

${raw(functions)}
enable_addon registry
# It switches on hostpath-storage, which makes its own class the default again.
if kubectl get storageclass "$class" >/dev/null 2>&1; then only_default "$class"; fi
wait_for_pods 300 container-registry || {
  tell_pods container-registry
  give_up 'The registry was not ready within 300 s.'
}
install -d -- "$(dirname -- "$file")"
printf '%s' "$text" >"$file"
say "Written: $file"
cat -- "$file"
checked 'the registry is ready'
`
  },
  adds: (plan) =>
    plan.registry.kind === 'addon'
      ? [
          { kind: 'add-on', name: 'registry' },
          { kind: 'namespace', name: 'container-registry' },
          { kind: 'file', name: hostsFile(imageHost(plan) ?? 'localhost:32000') },
        ]
      : [],
  breaks: () =>
    'Nothing. The registry has no password and no encryption: whoever reaches port 32000 of the server can read and replace images. Keep that port closed to the outside.',
  doneWhen: () => 'The pod of the registry is ready, and MicroK8s takes images from it.',
  ifStopped:
    'The registry may be starting still, or MicroK8s may not take images from it yet. Run the step again.',
  faults: [
    {
      id: 'no-volume',
      line: /^pod\/(registry-\S+) .*(?:unbound immediate PersistentVolumeClaims|no storage class is set)/,
      what: () => 'The registry waits for its volume.',
      why: 'There is no default storage class, or what makes volumes does not run.',
      advice: 'Run the steps "Storage" and "Folder for volumes" again, then this one.',
    },
    ...addonFaults,
  ],
  undo: (plan) => ({
    runs: ['microk8s disable registry'],
    script: sh`disable_addon registry
rm -f -- ${hostsFile(imageHost(plan) ?? 'localhost:32000')}
`,
    breaks: 'All built images are deleted. Each repository is built anew at its next launch.',
  }),
  watches: () => ['container-registry'],
})
