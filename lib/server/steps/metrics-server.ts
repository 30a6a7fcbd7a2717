import { addonFaults } from './addon-faults.ts'
import { cluster } from './seen/cluster.ts'
import { isReady, unreadyWords, workload } from './seen/workload.ts'
import { defineStep } from './step.ts'

export const metricsServer = defineStep({
  id: 'metrics-server',
  group: 'Add-ons',
  title: 'Use of memory and processor',
  doing: 'Switching on the measuring of memory and processor.',
  why: 'The metrics server asks the node four times a minute what each pod uses. “kubectl top” and the figures of Kubernetes itself come from it, and it tells who needs more room.',
  usualSeconds: [10, 60],
  deadlineSeconds: 1_200,
  sees: { cluster },
  check({ cluster: seen }, plan) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const server = workload(seen, 'Deployment', 'kube-system', 'metrics-server')
    // Its pod gets ready only once it has figures, so that readiness proves them: no second question is needed.
    if (server && isReady(server))
      return { state: 'done', evidence: 'metrics-server is ready and has figures.' }
    if (!plan.metricsServer) return { state: 'not-needed', evidence: 'The plan does without.' }
    if (!server) return { state: 'open', evidence: 'metrics-server is not on.' }
    return { state: 'broken', evidence: `${unreadyWords(seen, server)}.`, fault: null }
  },
  runs: () => ['microk8s enable metrics-server'],
  script: () => `enable_addon metrics-server
wait_for_pods 300 kube-system k8s-app=metrics-server || {
  tell_pods kube-system k8s-app=metrics-server
  give_up 'metrics-server was not ready within 300 s.'
}
checked 'metrics-server is ready'
`,
  adds: () => [{ kind: 'add-on', name: 'metrics-server' }],
  breaks: () => 'Nothing.',
  doneWhen: () => 'The pod of metrics-server is ready, which it is only once it has figures.',
  ifStopped: 'metrics-server may be starting still. Nothing else depends on it.',
  skip: '“kubectl top” and Kubernetes itself then have no figures of memory and processor. Everything else works.',
  faults: [...addonFaults],
  undo: () => ({
    runs: ['microk8s disable metrics-server'],
    script: `disable_addon metrics-server
`,
    breaks: '“kubectl top” and Kubernetes itself have no figures of memory and processor any more.',
  }),
  watches: () => ['kube-system'],
})
