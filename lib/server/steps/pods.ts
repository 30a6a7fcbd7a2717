import { addonFaults } from './addon-faults.ts'
import { podFaults } from './pod-faults.ts'
import { releaseFaults } from './release-faults.ts'
import { releaseNotes } from './release-notes.ts'
import { missingWorkloads, releaseWorkloads, unreadyPods, unreadyReleaseWords } from './release-pods.ts'
import { releaseScript } from './release-script.ts'
import { cluster } from './seen/cluster.ts'
import { isReady } from './seen/workload.ts'
import { defineStep } from './step.ts'

export const pods = defineStep({
  id: 'pods',
  group: 'Proof',
  title: 'Everything runs',
  doing: 'Waiting until every pod of BinderHub is ready.',
  why: 'Helm says "deployed" as soon as Kubernetes has taken the objects. Whether anything runs, only the pods tell.',
  usualSeconds: [1, 300],
  deadlineSeconds: 1_300,
  sees: { cluster },
  check({ cluster: seen }, plan) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const missing = missingWorkloads(seen, plan)
    if (missing.length > 0)
      return { state: 'open', evidence: `${missing.join(', ')} is not in the namespace ${plan.namespace}.` }
    const all = releaseWorkloads(seen, plan)
    const sick = unreadyReleaseWords(seen, plan)
    if (sick !== '') {
      const [worst] = unreadyPods(seen, plan)
      const line = worst ? `pod/${worst.name} ${worst.status} ${worst.message}` : ''
      const fault = [...podFaults, ...addonFaults].find((one) => one.line?.test(line))
      return { state: 'broken', evidence: `${sick}.`, fault: fault?.id ?? null }
    }
    return {
      state: 'done',
      evidence: `${all
        .filter(isReady)
        .map(({ name }) => name)
        .join(', ')}: every pod is ready.`,
    }
  },
  runs: ({ namespace }) => [`microk8s kubectl get pods -n ${namespace}`],
  script: (plan) =>
    releaseScript(
      plan,
      `demand_api
wait_for_release 1200
show /snap/bin/microk8s kubectl get pods -n "$NAMESPACE"
checked "every pod of $RELEASE is ready"
`,
    ),
  adds: () => [],
  breaks: () => 'Nothing: it only waits.',
  doneWhen: () => 'binder, hub, proxy and all others in the namespace have all their pods ready.',
  ifStopped: 'Nothing is half done. Kubernetes goes on by itself.',
  notes: releaseNotes,
  faults: [...podFaults, ...addonFaults, ...releaseFaults],
  watches: ({ namespace }) => [namespace],
})
