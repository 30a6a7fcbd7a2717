import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepCheck } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { mergeValues } from '../../shared/values.ts'
import { binderFile, secretFile } from '../binder-config/config-files.ts'
import { differingPaths, readValues } from '../binder-config/values.ts'
import { addonFaults } from './addon-faults.ts'
import { podFaults } from './pod-faults.ts'
import { releaseFaults } from './release-faults.ts'
import { releaseNotes } from './release-notes.ts'
import { missingWorkloads } from './release-pods.ts'
import { releaseScript } from './release-script.ts'
import { type ClusterSeen, cluster } from './seen/cluster.ts'
import { type ConfigFilesSeen, configFiles } from './seen/config-files.ts'
import { type ReleaseSeen, release } from './seen/release.ts'
import { defineStep } from './step.ts'

const script = readFileSync(join(import.meta.dirname, 'script', 'install.sh'), 'utf8')

export const install = defineStep({
  id: 'install',
  group: 'BinderHub',
  title: 'BinderHub',
  doing: 'Installing BinderHub.',
  why: 'Helm gives Kubernetes everything that belongs to BinderHub: the start page, the hub, its proxy, the builder. Helm is through as soon as Kubernetes has taken it; the images are fetched after that, and this step waits for them.',
  usualSeconds: [60, 400],
  deadlineSeconds: 3_000,
  sees: { release, configFiles, cluster },
  check: ({ release: seen, configFiles: files, cluster: objects }, plan) =>
    checkRelease(seen, files, objects, plan),
  runs: ({ release: name, namespace, chartVersion }) => [
    `microk8s helm upgrade ${name} jupyterhub/binderhub --install --create-namespace --cleanup-on-fail --version ${chartVersion} --namespace ${namespace} -f ${secretFile} -f ${binderFile}`,
  ],
  script: (plan) => releaseScript(plan, script),
  adds: ({ namespace, release: name }) => [
    { kind: 'namespace', name: namespace },
    { kind: 'release', name: `${name} in namespace ${namespace}` },
  ],
  breaks: () =>
    'Nothing on a first install. Where BinderHub runs already: people are cut off for some seconds while the proxy restarts; their notebooks go on.',
  doneWhen: ({ release: name, chartVersion }) =>
    `The newest revision of ${name} is deployed, with chart ${chartVersion} and the values of both files.`,
  ifStopped:
    'The release may be half done. Helm then refuses every change; the next run of this step finds that and puts it right before it goes on.',
  notes: releaseNotes,
  faults: [...releaseFaults, ...podFaults, ...addonFaults],
  undo: (plan) => ({
    runs: [
      `microk8s helm uninstall ${plan.release} --namespace ${plan.namespace}`,
      `# only where nothing is left in it but what belongs to BinderHub:`,
      `microk8s kubectl delete namespace ${plan.namespace}`,
    ],
    script: releaseScript(
      plan,
      `if [ "$(release_status)" != none ]; then
  patiently 'BinderHub to be removed' /snap/bin/microk8s helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
fi
# What people left (notebooks, builds, their volumes) goes with the namespace. What is nobody's of BinderHub's keeps it.
foreign=$(kubectl get deployments,statefulsets,daemonsets,cronjobs,jobs,services,ingresses,configmaps,secrets -n "$NAMESPACE" -o name |
  grep -vxE 'configmap/kube-root-ca.crt|service/kubernetes' || true)
[ -z "$foreign" ] || give_up "There is more in the namespace $NAMESPACE than BinderHub: $(tr '\\n' ' ' <<<"$foreign"). BinderHub is gone; the namespace stays."
patiently 'everything in the namespace to be removed' /snap/bin/microk8s kubectl delete namespace "$NAMESPACE" --ignore-not-found --timeout 300s
`,
    ),
    breaks:
      'BinderHub is gone, with every running notebook, every volume of people and the list of the hub. Images in the registry stay, and so does the namespace where something else lives in it.',
  }),
  watches: ({ namespace }) => [namespace],
})

function checkRelease(
  seen: ReleaseSeen,
  files: ConfigFilesSeen,
  objects: ClusterSeen,
  plan: Plan,
): StepCheck {
  if (seen.state === 'unknown') return { state: 'unknown', evidence: `Helm did not answer: ${seen.said}` }
  if (seen.state === 'none') {
    const [other] = seen.others
    return other === undefined
      ? { state: 'open', evidence: 'BinderHub is not installed.' }
      : {
          state: 'differs',
          evidence: `The namespace ${plan.namespace} has a BinderHub already: the release ${other}.`,
          wanted: plan.release,
        }
  }
  const { revision, status, chartVersion, values } = seen
  if (status.startsWith('pending-') || status === 'uninstalling')
    return {
      state: 'broken',
      evidence: `Revision ${revision} is ${status}: a Helm is at work, or was ended in the middle.`,
      fault: 'unfinished',
    }
  if (status !== 'deployed')
    return { state: 'open', evidence: `Revision ${revision} is ${status}: it did not come through.` }
  if (chartVersion !== plan.chartVersion)
    return {
      state: 'differs',
      evidence: `Revision ${revision} is of chart ${chartVersion}.`,
      wanted: plan.chartVersion,
    }
  const changed = changedSince(values, files)
  if (changed === null)
    return {
      state: 'open',
      evidence: `Revision ${revision} is deployed; its settings are not written down yet.`,
    }
  if (changed.length > 0)
    return {
      state: 'differs',
      evidence: `Revision ${revision} has other values than the files: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ` and ${changed.length - 5} more` : ''}.`,
      wanted: 'the values of binder.yaml and secret.yaml',
    }
  if (!objects.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${objects.said}` }
  const missing = missingWorkloads(objects, plan)
  if (missing.length > 0)
    return {
      state: 'open',
      evidence: `Helm says revision ${revision} is deployed, and ${missing.join(', ')} is not in the namespace.`,
    }
  return {
    state: 'done',
    evidence: `Revision ${revision} is deployed, chart ${chartVersion}, with the values of both files.`,
  }
}

/** Paths at which the release and the files differ; null where there are no files, or they cannot be read. */
function changedSince(values: ReturnType<typeof readValues>, files: ConfigFilesSeen): string[] | null {
  if (!files.binder || !files.secret) return null
  try {
    return differingPaths(values, mergeValues(readValues(files.secret.text), readValues(files.binder.text)))
  } catch {
    return null
  }
}
