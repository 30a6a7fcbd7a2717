import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepCheck } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { valueAt } from '../../shared/values.ts'
import { HUB_URL_UNTIL_READ, plannedHubUrl } from '../binder-config/binder-settings.ts'
import { binderFile, secretFile } from '../binder-config/config-files.ts'
import { raw, sh } from '../shell/sh.ts'
import { addonFaults } from './addon-faults.ts'
import { podFaults } from './pod-faults.ts'
import { releaseFaults } from './release-faults.ts'
import { releaseNotes } from './release-notes.ts'
import { releaseScript } from './release-script.ts'
import { type ClusterSeen, cluster } from './seen/cluster.ts'
import { type ReleaseSeen, release } from './seen/release.ts'
import { serviceAddress } from './seen/service-address.ts'
import { defineStep } from './step.ts'

const script = readFileSync(join(import.meta.dirname, 'script', 'hub-url.sh'), 'utf8')

export const hubUrl = defineStep({
  id: 'hub-url',
  group: 'BinderHub',
  title: 'Address of the hub',
  doing: 'Telling BinderHub where browsers find the hub.',
  why: 'BinderHub sends people on to the hub, so it has to know the address of the hub: that of the service proxy-public, not its own. MetalLB hands out addresses in the order in which services ask, so it is read, never guessed.',
  usualSeconds: [5, 60],
  deadlineSeconds: 2_000,
  sees: { cluster, release },
  check: ({ cluster: seen, release: now }, plan) => checkAddress(seen, now, plan),
  runs: ({ namespace, release: name, chartVersion, addresses }) => [
    `microk8s kubectl get svc -n ${namespace}`,
    ...(addresses.how === 'fixed'
      ? []
      : [
          `# writes hub_url into ${binderFile}`,
          `microk8s helm upgrade ${name} jupyterhub/binderhub --cleanup-on-fail --version ${chartVersion} --namespace ${namespace} -f ${secretFile} -f ${binderFile}`,
        ]),
  ],
  script: (plan) =>
    releaseScript(
      plan,
      sh`PLANNED_HUB=${plan.addresses.how === 'fixed' ? plan.addresses.hub : ''}
PLANNED_BINDER=${plan.addresses.how === 'fixed' ? plan.addresses.binder : ''}
UNTIL_READ=${HUB_URL_UNTIL_READ}

${raw(script)}`,
    ),
  adds: () => [],
  breaks: ({ addresses }) =>
    addresses.how === 'fixed'
      ? 'Nothing.'
      : 'BinderHub restarts once with the address. Notebooks that run go on.',
  doneWhen: ({ addresses }) =>
    addresses.how === 'fixed'
      ? `The hub has ${addresses.hub}, the start page ${addresses.binder}, and hub_url leads to the hub.`
      : 'The hub has an address, and hub_url leads there.',
  ifStopped: 'BinderHub runs, and may send people to an address where there is no hub.',
  notes: releaseNotes,
  faults: [
    {
      id: 'no-address',
      line: /AllocationFailed .*"[^"/]+\/([^"/]+)"|^stopped: (proxy-public|binder) has no address/,
      what: (match) => `The service ${match?.[1] ?? match?.[2] ?? 'of the hub'} gets no address.`,
      why: 'MetalLB has no address left, the one that was asked for is outside its range or another service has it, or MetalLB does not run.',
      advice:
        'Run the step "Addresses for services" again, or choose a wider range in the plan. The events of the service, in the transcript, say which it is.',
    },
    {
      id: 'other-address',
      line: /^stopped: (proxy-public|binder) has (\S+), and the plan says (\S+)/,
      what: (match) =>
        match
          ? `${match[1]} has the address ${match[2]} instead of ${match[3]}.`
          : 'A service has another address.',
      why: 'The release was installed with another address, or another service was given this one before.',
      advice:
        'Run the step "BinderHub" again; if another service has the address, choose another one in the plan.',
    },
    ...releaseFaults,
    ...podFaults,
    ...addonFaults,
  ],
  watches: ({ namespace }) => [namespace],
})

function checkAddress(seen: ClusterSeen, now: ReleaseSeen, plan: Plan): StepCheck {
  if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
  if (now.state === 'unknown') return { state: 'unknown', evidence: `Helm did not answer: ${now.said}` }
  if (now.state === 'none') return { state: 'open', evidence: 'BinderHub is not installed.' }
  const hub = serviceAddress(seen, plan.namespace, 'proxy-public')
  const binder = serviceAddress(seen, plan.namespace, 'binder')
  const hubUrl = valueAt(now.values, ['config', 'BinderHub', 'hub_url'])
  const planned = plannedHubUrl(plan)
  if (plan.addresses.how === 'fixed') {
    const have = `proxy-public has ${hub ?? 'no address'}, binder has ${binder ?? 'no address'}.`
    if (hub === null || binder === null) return { state: 'open', evidence: have }
    if (hub !== plan.addresses.hub || binder !== plan.addresses.binder)
      return {
        state: 'differs',
        evidence: have,
        wanted: `${plan.addresses.hub} and ${plan.addresses.binder}`,
      }
  } else if (hub === null) return { state: 'open', evidence: 'The service proxy-public has no address yet.' }
  if (typeof hubUrl !== 'string' || hubUrl === '' || hubUrl === HUB_URL_UNTIL_READ)
    return { state: 'open', evidence: `proxy-public has ${hub}; BinderHub does not know it yet.` }
  const host = URL.canParse(hubUrl) ? new URL(hubUrl).hostname : ''
  if (withSlash(hubUrl) === (planned ?? `http://${hub}/`))
    return { state: 'done', evidence: `hub_url is ${hubUrl}, the address of proxy-public.` }
  // A domain name leads wherever its owner says: Bindery does not put a bare address in its place.
  if (planned === null && /[a-z]/i.test(host) && host !== 'localhost')
    return { state: 'done', evidence: `hub_url is ${hubUrl}, set by hand; proxy-public has ${hub}.` }
  return {
    state: 'differs',
    evidence: `hub_url is ${hubUrl}, and proxy-public has ${hub}.`,
    wanted: planned ?? `http://${hub}/`,
  }
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)
