import type { Plan } from '../../shared/plan.ts'
import { addonFaults } from './addon-faults.ts'
import { packageFaults } from './package-faults.ts'
import { type ClusterSeen, cluster } from './seen/cluster.ts'
import { iscsid } from './seen/iscsid.ts'
import { storageClasses } from './seen/storage-classes.ts'
import { isReady, unreadyWords, type WorkloadSeen, workload, workloads } from './seen/workload.ts'
import { defineStep } from './step.ts'

export const storage = defineStep({
  id: 'storage',
  group: 'Add-ons',
  title: 'Storage',
  doing: 'Switching on what makes volumes.',
  why: 'The hub keeps its list of people and servers in a volume. Something has to make volumes when they are asked for: MicroK8s brings a small one along, OpenEBS is the one of the tutorial.',
  usualSeconds: [10, 180],
  deadlineSeconds: 2_400,
  sees: { cluster, iscsid },
  check({ cluster: seen, iscsid: service }, { storage: { kind } }) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const hostpath = workload(seen, 'Deployment', 'kube-system', 'hostpath-provisioner')
    const openebs = openebsParts(seen)
    if (kind === 'hostpath') {
      if (!hostpath)
        return openebs.length === 0
          ? { state: 'open', evidence: 'Nothing makes volumes yet.' }
          : { state: 'differs', evidence: 'OpenEBS makes volumes here.', wanted: 'hostpath-storage' }
      if (!isReady(hostpath))
        return { state: 'broken', evidence: `${unreadyWords(seen, hostpath)}.`, fault: null }
      return { state: 'done', evidence: 'hostpath-storage is on, its provisioner is ready.' }
    }
    if (openebs.length === 0)
      return hostpath
        ? { state: 'differs', evidence: 'hostpath-storage makes volumes here.', wanted: 'OpenEBS' }
        : { state: 'open', evidence: 'Nothing makes volumes yet.' }
    const sick = openebs.find((one) => !isReady(one))
    if (sick) return { state: 'broken', evidence: `${unreadyWords(seen, sick)}.`, fault: null }
    const missing = ['localpv-provisioner', 'ndm'].find(
      (name) => !openebs.some((one) => one.name.endsWith(name)),
    )
    if (missing)
      return { state: 'open', evidence: `OpenEBS is there only in part: openebs-${missing} is missing.` }
    if (!storageClasses(seen.objects).some(({ name }) => name === 'openebs-hostpath'))
      return { state: 'open', evidence: 'OpenEBS runs, and its storage class openebs-hostpath is missing.' }
    // Whether it is active says nothing: Ubuntu starts it by its socket when it is first needed.
    if (service.enabled !== 'enabled')
      return {
        state: 'open',
        evidence: `OpenEBS runs, and the service iscsid that it asks for is ${service.enabled}.`,
      }
    return {
      state: 'done',
      evidence: `OpenEBS is on, all ${openebs.length} of its parts are ready; iscsid is enabled (${service.active}).`,
    }
  },
  runs: ({ storage: { kind } }) =>
    kind === 'hostpath'
      ? ['microk8s enable hostpath-storage']
      : ['apt-get install -y open-iscsi', 'systemctl enable --now iscsid', 'microk8s enable openebs'],
  script: ({ storage: { kind } }) => (kind === 'hostpath' ? hostpathScript : openebsScript),
  adds: ({ storage: { kind } }) =>
    kind === 'hostpath'
      ? [
          { kind: 'add-on', name: 'hostpath-storage' },
          { kind: 'storage-class', name: 'microk8s-hostpath' },
        ]
      : [
          { kind: 'package', name: 'open-iscsi' },
          { kind: 'service', name: 'iscsid' },
          { kind: 'add-on', name: 'openebs' },
          { kind: 'namespace', name: 'openebs' },
          { kind: 'storage-class', name: 'openebs-hostpath' },
          { kind: 'storage-class', name: 'openebs-device' },
        ],
  breaks: () => 'Nothing. Volumes that are there stay as they are.',
  doneWhen: ({ storage: { kind } }) =>
    kind === 'hostpath'
      ? 'The provisioner of hostpath-storage is ready.'
      : 'The pods of OpenEBS are ready, its storage class is there, and iscsid is enabled.',
  ifStopped:
    'The storage may be on in part. Nothing is lost by that: the step finds what is missing when it runs again.',
  notes: [
    {
      pattern: '^WARNING: Hostpath storage is not suitable for production environments',
      says: 'For a server of one node it is what is wanted: the volumes lie in a folder of the server. Their sizes are not enforced.',
    },
    {
      pattern: '^iscsid is not available or enabled\\.',
      says: 'The add-on says so, installs nothing, and still ends as if all were well. Bindery does not take that for success.',
    },
    {
      pattern: 'Kubernetes configuration file is group-readable',
      says: 'Looks bad and is not: that is how MicroK8s sets itself up.',
    },
  ],
  faults: [
    {
      id: 'chart-gone',
      line: /looks like "(https:\/\/openebs[^"]*)" is not a valid chart repository or cannot be reached/,
      what: (match) => `The chart repository of OpenEBS does not answer: ${match?.[1] ?? ''}`,
      why: 'The add-on installs OpenEBS 3.3 from a repository that the project has archived and means to take away. MicroK8s has no other source for it.',
      advice:
        'Open the plan, set Storage to "MicroK8s\' own (hostpath)" and save: this step then switches that on instead. Nothing else of the plan changes, and the folder for volumes stays the same.',
    },
    {
      id: 'community-off',
      line: /^Addon openebs was not found in any repository/,
      what: () => 'MicroK8s does not know the add-on OpenEBS.',
      why: 'OpenEBS is one of the community add-ons, and that collection is not switched on.',
      remedy: {
        says: 'Switches on the collection of community add-ons. It comes with MicroK8s; nothing is fetched.',
        commands: () => [{ command: 'microk8s enable community' }],
        script: () => `enable_addon community
`,
        breaks: 'Nothing.',
      },
    },
    {
      id: 'half-release',
      line: /cannot re-use a name that is still in use/,
      what: () => 'An earlier attempt left OpenEBS half installed.',
      why: 'Helm keeps the name of a release that it did not finish, and refuses to use it again.',
      remedy: {
        says: 'Takes the half-installed release off, so that the step can install it afresh. Volumes stay.',
        commands: () => [
          { command: 'microk8s helm uninstall openebs -n openebs', why: 'gives the name free' },
        ],
        script: () => `show /snap/bin/microk8s helm uninstall openebs -n openebs
`,
        breaks: 'OpenEBS makes no new volumes until the step has run again.',
      },
    },
    {
      id: 'no-iscsid',
      line: /^iscsid is not available or enabled\./,
      what: () => 'OpenEBS refused to install itself: the service iscsid is not on.',
      why: 'The package open-iscsi is not installed properly, or the service does not start in this kind of server (a container has no iSCSI).',
      advice:
        'Look at systemctl status iscsid. Where the server is a container, set Storage to "MicroK8s\' own (hostpath)" in the plan.',
    },
    ...packageFaults,
    ...addonFaults,
  ],
  undo: ({ storage: { kind } }: Plan) =>
    kind === 'hostpath'
      ? {
          runs: ['microk8s disable hostpath-storage'],
          script: `disable_addon hostpath-storage
wait_until 60 'the provisioner to be gone' bash -c '! /snap/bin/microk8s kubectl get deployment hostpath-provisioner -n kube-system' ||
  give_up 'The provisioner was not gone within 60 s.'
`,
          breaks: 'No new volumes are made. Volumes that are there stay, with their data.',
        }
      : {
          runs: ['microk8s disable openebs'],
          script: openebsUndo,
          breaks:
            'No new volumes are made. Volumes that are there stay, with their data. The package open-iscsi stays installed.',
        },
  watches: ({ storage: { kind } }) => [kind === 'hostpath' ? 'kube-system' : 'openebs'],
})

const openebsParts = (seen: ClusterSeen): WorkloadSeen[] =>
  (['Deployment', 'DaemonSet'] as const).flatMap((kind) =>
    workloads(seen, kind, ({ namespace, name }) => namespace === 'openebs' && name.startsWith('openebs-')),
  )

const hostpathScript = `enable_addon hostpath-storage
wait_for_pods 300 kube-system k8s-app=hostpath-provisioner || {
  tell_pods kube-system k8s-app=hostpath-provisioner
  give_up 'The provisioner of hostpath-storage was not ready within 300 s.'
}
checked 'the provisioner of hostpath-storage is ready'
`

const openebsScript = `# OpenEBS wants iSCSI on the server, although its local volumes do not use it.
if ! dpkg -s open-iscsi 2>/dev/null | grep -q '^Status: install ok installed'; then
  wait_for_locks 600 || give_up 'The package lock was not free within 600 s.'
  show apt-get update || say 'The package lists could not be renewed: going on with those that are there.'
  show env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y open-iscsi </dev/null
fi
show systemctl enable --now iscsid
wait_until 15 'the service iscsid' systemctl is-active iscsid || say 'iscsid is enabled and does not run. Volumes in folders do without it.'

# The add-on counts as on as soon as one of its pods is there, and refuses the name of a release that was cut off.
unfinished=$(/snap/bin/microk8s helm list -n openebs --failed --pending --uninstalling -q 2>/dev/null || true)
if grep -qx openebs <<<"$unfinished"; then
  say 'An earlier attempt left OpenEBS half installed: that is taken off first.'
  show /snap/bin/microk8s helm uninstall openebs -n openebs
fi

# The add-on ends with 0 even when it has installed nothing: its last words count.
demand_addons # Here, as in the pipe only its own part would end.
said=$(mktemp)
trap 'rm -f "$said"' EXIT
enable_addon openebs 2>&1 | tee "$said"
grep -q 'OpenEBS is installed\\|openebs is already enabled' "$said" || give_up 'The add-on ended without having installed OpenEBS.'
wait_for_pods 600 openebs || {
  tell_pods openebs
  give_up 'The pods of OpenEBS were not ready within 600 s.'
}
checked 'the pods of OpenEBS are ready'
`

const openebsUndo = `disable_addon openebs
# One that was never whole counts as off already, and is left lying around.
if kubectl get namespace openebs >/dev/null 2>&1; then
  if /snap/bin/microk8s helm list -n openebs -a -q 2>/dev/null | grep -qx openebs; then
    show /snap/bin/microk8s helm uninstall openebs -n openebs
  fi
  show /snap/bin/microk8s kubectl delete namespace openebs --timeout=180s
fi
`
