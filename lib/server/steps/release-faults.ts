import { sh } from '../shell/sh.ts'
import { releaseScript } from './release-script.ts'
import type { Fault } from './step.ts'

const REPOSITORY = 'https://jupyterhub.github.io/helm-chart/'

/** What can befall every command of Helm about the release (domain.md 1.1, the table under install). */
export const releaseFaults: readonly Fault[] = [
  {
    id: 'unreachable',
    line: /Kubernetes cluster unreachable|The connection to the server \S+ was refused|^stopped: .*the Kubernetes API does not answer/,
    what: () => 'Kubernetes does not answer on the server.',
    why: 'MicroK8s is stopped or still starting, or its certificates have expired.',
    remedy: {
      says: 'Starts MicroK8s and waits up to five minutes until it is ready.',
      commands: () => [
        { command: 'microk8s start' },
        { command: 'microk8s status --wait-ready --timeout 300', why: 'until it answers' },
      ],
      script: () => `show /snap/bin/microk8s start
show /snap/bin/microk8s status --wait-ready --timeout 300
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'unfinished',
    line: /another operation \(install\/upgrade\/rollback\) is in progress/,
    what: () => 'Helm says that another change of this release is in progress.',
    why: 'Somebody changes it at this moment, or an earlier Helm was killed in the middle and could not say that it is gone.',
    remedy: {
      says: 'Waits until no Helm is at work. If the release is still unfinished then, goes back to the last revision that was deployed; a first install that never got that far is taken off.',
      commands: ({ release, namespace }) => [
        { command: `microk8s helm history ${release} -n ${namespace}`, why: 'finds the last good revision' },
        { command: `microk8s helm rollback ${release} REVISION -n ${namespace}` },
      ],
      script: (plan) => releaseScript(plan, 'finish_unfinished\n'),
      breaks: 'What the unfinished change had done already is taken back.',
    },
  },
  {
    id: 'version-missing',
    line: /no chart version found for binderhub-(\S+)|chart "binderhub" (?:matching|version "?)\s*(\S+?)"? not found/,
    what: (_match, plan) => `The chart repository has no version ${plan.chartVersion}.`,
    why: 'The index that Helm keeps is old, or the version does not exist.',
    remedy: {
      says: 'Fetches the index anew. If the version is still missing then, choose another one in the plan.',
      commands: () => [{ command: 'microk8s helm repo update' }],
      script: (plan) =>
        releaseScript(plan, "patiently 'the chart repository' /snap/bin/microk8s helm repo update\n"),
      breaks: 'Nothing.',
    },
  },
  {
    id: 'no-repository',
    line: /repo jupyterhub not found|no repositories found\. You must add one/,
    what: () => 'Helm does not know the chart repository.',
    why: 'It was added for another user: Helm keeps its repositories in the home of whoever runs it. Bindery runs it as root.',
    remedy: {
      says: 'Adds the repository for root and fetches its index.',
      commands: () => [
        { command: `microk8s helm repo add jupyterhub ${REPOSITORY}` },
        { command: 'microk8s helm repo update' },
      ],
      script: (plan) => releaseScript(plan, repositoryCommands),
      breaks: 'Nothing.',
    },
  },
  {
    id: 'repository-away',
    line: /looks like "(\S+)" is not a valid chart repository or cannot be reached|Unable to get an update from the "jupyterhub"|failed to fetch (\S+)|^Error: Get "?(https?:\S+?)"?:/,
    what: () => 'The server does not reach the chart repository jupyterhub.github.io.',
    why: 'GitHub Pages is down, or a firewall or proxy stands between the server and it.',
    advice: `Try curl -I ${REPOSITORY}index.yaml on the server. Once that answers, run the step again.`,
  },
  {
    id: 'kubernetes-too-old',
    line: /chart requires kubeVersion: (\S+).* which is incompatible with Kubernetes (\S+)/,
    what: (match) =>
      match
        ? `This chart needs Kubernetes ${match[1]}, and the server has ${match[2]}.`
        : 'This chart needs another Kubernetes.',
    why: 'Each version of the chart is made for some versions of Kubernetes.',
    advice: 'Choose another chart version in the plan, or a MicroK8s channel that fits it.',
  },
  {
    id: 'renamed-values',
    line: /BREAKING: The config values passed|unsupported configuration|^RENAMED: (\S+) must/,
    what: () => 'The values have options that this chart no longer accepts.',
    why: 'Options were renamed or removed since the values were written. The lines above name the new ones.',
    advice: `Change them in /var/lib/bindery/config/binder.yaml as the lines say, or choose the chart version that the values were made for.`,
  },
  {
    id: 'value-refused',
    line: /- (?:at '([^']*)': (.*)|(\S+): ((?:Additional property|Invalid type|Must|\S+ (?:is required|must|does not match)).*))$/,
    what: (match) => {
      const place = (match?.[1] ?? match?.[3] ?? '').replace(/^\//, '').replaceAll('/', '.')
      return `The chart does not accept a value${place && place !== '(root)' ? ` at ${place}` : ''}: ${match?.[2] ?? match?.[4] ?? 'see the line'}.`
    },
    why: 'A key is misspelt, stands at the wrong place, or has a value of the wrong kind. The chart checks all of them before anything is sent.',
    advice:
      'Correct it in /var/lib/bindery/config/binder.yaml, or choose the chart version that the values were made for.',
  },
  {
    id: 'schema',
    line: /values don't meet the specifications of the schema/,
    what: () => 'The chart does not accept these values.',
    why: 'A key is misspelt, stands at the wrong place, or has a value of the wrong kind.',
    advice: 'The lines after this one name the place. Correct it in /var/lib/bindery/config/binder.yaml.',
  },
  {
    id: 'no-yaml',
    line: /failed to parse (\S+): (.*)|error converting YAML to JSON: (.*)/,
    what: (match) => `${match?.[1] ?? 'A values file'} is no YAML: ${match?.[2] ?? match?.[3] ?? ''}`,
    why: 'Mostly a tab, an indent that does not fit, or a quote that is never closed.',
    advice: 'Correct the line, or move the file away: the step then writes it anew.',
  },
  {
    id: 'foreign-objects',
    line: /invalid ownership metadata|cannot be imported into the current release|exists and cannot be/,
    what: (_match, plan) =>
      `In the namespace ${plan.namespace} there is something of the same name that does not belong to the release ${plan.release}.`,
    why: 'Another release, or what one left behind. Helm never takes over what is not its own, and the names in this chart are fixed: a namespace has room for one BinderHub.',
    advice: 'Choose another namespace in the plan, or remove what the line names.',
  },
  {
    id: 'disk-full',
    line: /no space left on device/,
    what: () => 'The disk of the server is full.',
    why: 'Images, volumes and logs share it with everything else.',
    advice: 'Make room (df -h shows where), then run the step again.',
  },
]

/** Adds the chart repository for root and fetches its index; says every ten seconds that it is still at it. */
export const repositoryCommands: string = sh`patiently 'the chart repository' /snap/bin/microk8s helm repo add jupyterhub ${REPOSITORY} --force-update
patiently 'the index of all charts, some megabytes' /snap/bin/microk8s helm repo update jupyterhub
`

export const chartRepositoryUrl = REPOSITORY
