import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { releaseFaults } from './release-faults.ts'
import { releaseScript } from './release-script.ts'
import { type BinderHealthSeen, binderHealth } from './seen/binder-health.ts'
import { cluster } from './seen/cluster.ts'
import { defineStep } from './step.ts'

const script = readFileSync(join(import.meta.dirname, 'script', 'health.sh'), 'utf8')

const REGISTRY = 'Docker registry'
const HUB = 'JupyterHub API'

export const health = defineStep({
  id: 'health',
  group: 'Proof',
  title: 'Health',
  doing: 'Asking BinderHub and the hub how they are.',
  why: 'A pod of BinderHub counts as ready as soon as its program answers. Whether it gets into the registry and reaches the hub, only its own health check says.',
  usualSeconds: [1, 30],
  deadlineSeconds: 400,
  sees: { cluster, binderHealth },
  check({ cluster: seen, binderHealth: { binder, checks, hub } }) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    if (!binder || !hub) return { state: 'open', evidence: 'There is no BinderHub to ask.' }
    const failing = failingChecks({ checks })
    if (failing.length > 0)
      return {
        state: 'broken',
        evidence: `${binder.url} says: ${failing.join(' and ')} fails.`,
        fault: failing.includes(REGISTRY) ? 'registry' : failing.includes(HUB) ? 'hub-away' : null,
      }
    if (binder.status !== 200)
      return {
        state: 'broken',
        evidence: `${binder.url} answers ${statusWords(binder.status)}.`,
        fault: 'silent',
      }
    if (hub.status !== 200)
      return {
        state: 'broken',
        evidence: `${hub.url} answers ${statusWords(hub.status)}.`,
        fault: 'hub-away',
      }
    return {
      state: 'done',
      evidence: `${binder.url} says that ${(checks ?? []).map(({ service }) => service).join(' and ')} are well; ${hub.url} answers.`,
    }
  },
  runs: () => ['curl --max-time 3 http://BINDER/health', 'curl --max-time 3 http://PROXY-PUBLIC/hub/health'],
  script: (plan) => releaseScript(plan, script),
  adds: () => [],
  breaks: () => 'Nothing: it only asks.',
  doneWhen: () => 'BinderHub reaches the registry and the hub, and the hub answers through its proxy.',
  ifStopped: 'Nothing is half done.',
  faults: [
    {
      id: 'registry',
      line: /^stopped: BinderHub says that (?:.* and )?Docker registry fails/,
      seen: ({ binderHealth: seen }) => failingChecks(seen).includes(REGISTRY),
      what: () => 'BinderHub does not get into the registry.',
      why: 'The login is wrong or was revoked, the registry does not let this server in, or it cannot be reached from inside the cluster.',
      advice:
        'Run the step "Registry account": it asks from the server itself and says which it is. With a new token, save it in the plan, then run "Settings of BinderHub" and "BinderHub" again.',
    },
    {
      id: 'hub-away',
      line: /^stopped: (?:BinderHub says that (?:.* and )?JupyterHub API fails|the hub answers)/,
      seen: ({ binderHealth: { binder, checks, hub } }) =>
        binder !== null && hub !== null && (failingChecks({ checks }).includes(HUB) || hub.status !== 200),
      what: () => 'BinderHub does not reach the hub.',
      why: 'The hub or its proxy is restarting or down, or hub_url_local leads somewhere else.',
      remedy: {
        says: 'Restarts the hub and waits until it is ready again.',
        commands: ({ namespace }) => [
          { command: `microk8s kubectl rollout restart deployment hub -n ${namespace}` },
        ],
        script: (plan) =>
          releaseScript(
            plan,
            `show /snap/bin/microk8s kubectl rollout restart deployment hub -n "$NAMESPACE"
show /snap/bin/microk8s kubectl rollout status deployment hub -n "$NAMESPACE" --timeout 180s
`,
          ),
        breaks: 'Nothing can be launched for about half a minute. Notebooks that run go on.',
      },
    },
    {
      id: 'silent',
      line: /^stopped: (?:BinderHub (?:does not answer|answers)|there is no service)/,
      what: () => 'BinderHub does not answer.',
      why: 'Its pod is restarting, or the server drops what it sends to services of the cluster.',
      advice:
        'Run the step "Everything runs". If all pods are ready, the firewall step is the one to look at.',
    },
    ...releaseFaults,
  ],
})

function failingChecks({ checks }: Pick<BinderHealthSeen, 'checks'>): string[] {
  return (checks ?? []).filter(({ ok }) => !ok).map(({ service }) => service)
}

const statusWords = (status: number): string =>
  status === 0 ? 'nothing within 3 s' : `with status ${status}`
