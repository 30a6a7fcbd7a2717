import { podFaults } from './pod-faults.ts'
import { releaseFaults } from './release-faults.ts'
import type { Fault } from './step.ts'

const failed = (text: string): RegExp =>
  new RegExp(`^stopped: the launch failed while (\\w+): .*(?:${text})`, 'i')

/** What BinderHub says when a launch fails, and what is behind it (domain.md 3). The first that fits counts. */
export const launchFaults: readonly Fault[] = [
  {
    id: 'rate-limit',
    line: failed('Too many launches|Rate limit|Try again later'),
    what: () => 'BinderHub takes no more launches from this address for now.',
    why: 'It allows ten launches an hour and address, tried and failed ones included.',
    advice: 'Wait until the hour is over, then run the step again.',
  },
  {
    id: 'not-found',
    line: failed('Could not resolve ref'),
    what: (_match, { proof }) => `BinderHub does not find ${proof.repository} at ${proof.ref}.`,
    why: 'The repository is private or misspelt, it has no such branch, or GitHub answers no more questions from this server for an hour (60 without an access token).',
    advice:
      'Open the repository in a browser without being signed in. Correct it in the plan, or wait an hour.',
  },
  {
    id: 'not-allowed',
    line: failed('is not allowed to launch|banned'),
    what: (_match, { proof }) => `This BinderHub does not launch ${proof.repository}.`,
    why: 'Its settings name repositories that may be launched, or that may not: allowed_specs and banned_specs in binder.yaml.',
    advice: 'Choose another repository in the plan, or change those settings.',
  },
  {
    id: 'quota',
    line: failed('Too many users'),
    what: () => 'BinderHub is full.',
    why: 'As many notebooks run as its settings allow: total_quota or per_repo_quota in binder.yaml. A total of 0 is maintenance.',
    advice: 'Stop notebooks that nobody needs, or raise the quota.',
  },
  {
    id: 'push-denied',
    line: failed(
      'denied: requested access to the resource is denied|unauthorized|authentication required|access.*denied|error pushing',
    ),
    what: (_match, { imagePrefix }) =>
      `The registry does not take the image: pushing to ${imagePrefix}… is denied.`,
    why: 'The token may only read, it was revoked, or the image prefix belongs to somebody else.',
    advice:
      'Run the step "Registry account" again: it says which it is. With a new token, save it in the plan, then run "Settings of BinderHub" and "BinderHub" again.',
  },
  {
    id: 'disk-full',
    line: failed('no space left on device'),
    what: () => 'The disk of the server is full.',
    why: 'Images that are built, pulled and kept share the disk with everything else.',
    advice:
      'Make room (df -h shows where; docker system prune in the builder frees images), then run the step again.',
  },
  {
    id: 'fetch-failed',
    line: failed('Could not resolve host|unable to access|Failed to connect|Connection timed out'),
    what: (_match, { proof }) => `The builder does not get at ${proof.repository}.`,
    why: 'Pods have no way out to the internet: a firewall, a proxy, or DNS inside the cluster.',
    advice: 'Run the steps "DNS" and "Let pods through the firewall" again; both look at what pods need.',
  },
  {
    id: 'hub-refused',
    line: failed('Failed to create temporary user'),
    what: () => 'The hub does not take orders from BinderHub.',
    why: 'Both share a token. After a change that was broken off, they may have different ones; or the hub is just restarting.',
    remedy: {
      says: 'Restarts BinderHub and the hub, so that both read the same token.',
      commands: ({ namespace }) => [
        { command: `microk8s kubectl rollout restart deployment hub binder -n ${namespace}` },
      ],
      script: ({ namespace }) => `for name in hub binder; do
  show /snap/bin/microk8s kubectl rollout restart deployment "$name" -n ${namespace}
done
for name in hub binder; do
  show /snap/bin/microk8s kubectl rollout status deployment "$name" -n ${namespace} --timeout 180s
done
`,
      breaks: 'Nothing can be launched for about half a minute. Notebooks that run go on.',
    },
  },
  {
    id: 'launch-failed',
    line: failed('Failed to launch image|took too long to launch|Launch attempt'),
    what: () => 'The image was built, and its notebook does not start.',
    why: 'The image cannot be pulled (a private image, a rate limit), its program ends at once, or there is no room for it.',
    advice:
      'The lines above this one are what Kubernetes said of the pod. Try another repository to see whether it is this one.',
  },
  {
    id: 'build-failed',
    line: /^stopped: the launch failed while (?:fetching|building|unknown): (.*)/,
    what: (match) => `The repository does not build: ${match?.[1] ?? ''}`,
    why: 'Something in the repository itself: a package that does not exist, a version that does not fit. The lines above name it.',
    advice:
      'Choose a repository in the plan that is known to build, such as https://github.com/binderhub-ci-repos/minimal-dockerfile.',
  },
  {
    id: 'build-stuck',
    line: /^stopped: the build does not begin: (.*)/,
    what: (match) => `The build does not begin: ${match?.[1] ?? ''}`,
    why: 'The pod that builds is there, and something that it needs is not.',
    advice: 'Run the steps "Image builder" and "Everything runs" again.',
  },
  {
    id: 'broke-off',
    line: /^stopped: the launch broke off|^stopped: BinderHub could not be asked/,
    what: () => 'BinderHub broke off in the middle of the launch.',
    why: 'Its pod was restarted meanwhile, or it could not be reached.',
    advice: 'Run the step "Health", then this one again.',
  },
  {
    id: 'notebook-silent',
    line: /^stopped: the notebook does not answer at (\S+)/,
    what: (match) => `The notebook was started and does not answer at ${match?.[1] ?? 'its address'}.`,
    why: 'The proxy has no way to it, or hub_url leads somewhere else.',
    advice: 'Run the step "Address of the hub" again.',
  },
  ...podFaults,
  ...releaseFaults,
]
