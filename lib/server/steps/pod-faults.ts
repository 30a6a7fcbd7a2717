import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { clearFolder, folderInUse } from './clear-folder.ts'
import type { Fault } from './step.ts'

/** What keeps BinderHub's own pods from getting ready, told by the lines of wait_for_pods (domain.md 4). */
export const podFaults: readonly Fault[] = [
  folderInUse,
  {
    id: 'no-socket',
    line: /(?:hostPath type check failed: )?(\S+docker\.sock) is not a socket file/,
    what: (match) => `The builder's socket is not there: ${match?.[1] ?? 'docker.sock'}.`,
    why: 'Pods that build or clean images talk to Docker through a socket on the server. There is none: Docker is not installed or not running, the builder in the cluster is not up yet, or a folder took its place.',
    remedy: {
      says: 'Takes away an empty folder in place of the socket, starts Docker where it is installed, and restarts the builder in the cluster.',
      commands: ({ namespace, release }) => [
        { command: 'rmdir /var/run/dind/docker.sock', why: 'only where it is an empty folder' },
        { command: 'systemctl start docker', why: 'only where Docker is installed' },
        {
          command: `microk8s kubectl rollout restart daemonset ${release}-dind -n ${namespace}`,
          why: 'only where there is one',
        },
      ],
      script: (plan) => sh`${raw(clearFolder)}
for socket in /var/run/dind/docker.sock /var/run/docker.sock; do
  clear_folder "$socket"
done
if systemctl cat docker.service >/dev/null 2>&1; then show systemctl start docker; fi
if kubectl get daemonset ${`${plan.release}-dind`} -n ${plan.namespace} >/dev/null 2>&1; then
  show /snap/bin/microk8s kubectl rollout restart daemonset ${`${plan.release}-dind`} -n ${plan.namespace}
  show /snap/bin/microk8s kubectl rollout status daemonset ${`${plan.release}-dind`} -n ${plan.namespace} --timeout 180s
fi
`,
      breaks: 'Builds that are running fail.',
    },
  },
  {
    id: 'no-volume',
    line: /unbound immediate PersistentVolumeClaims|no persistent volumes available for this claim and no storage class/,
    what: () => 'The hub waits for a volume that nobody makes.',
    why: 'There is no default storage class, or what makes volumes is not running.',
    advice: 'Run the steps "Storage" and "Folder for volumes" again. The hub then gets its volume by itself.',
  },
  {
    id: 'no-room',
    line: /(Insufficient (?:memory|cpu|ephemeral-storage)|Too many pods)/,
    what: (match) => `The server has no room for all pods: ${match?.[1] ?? 'something is short'}.`,
    why: 'Each pod sets some memory and processor time aside. What the server has is spoken for already.',
    advice:
      'Give the server more memory or processors, or stop what else runs on it. Kubernetes starts the pods by itself then.',
  },
  {
    id: 'tainted',
    line: /node\(s\) had untolerated taint \{?([^:}\s]+)|node\(s\) were unschedulable/,
    what: (match) =>
      `The server takes no new pods${match?.[1] ? `: it is marked ${match[1]}` : ': it is cordoned'}.`,
    why: 'It was cordoned by hand or by the image cleaner, or its disk or memory runs short.',
    remedy: {
      says: 'Lets the server take pods again. Where its disk is short, Kubernetes marks it again until there is room.',
      commands: () => [{ command: 'microk8s kubectl uncordon NODE', why: 'for each node that is cordoned' }],
      script:
        () => `for node in $(kubectl get nodes -o 'jsonpath={.items[?(@.spec.unschedulable==true)].metadata.name}'); do
  show /snap/bin/microk8s kubectl uncordon "$node"
done
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'crash',
    line: /^pod\/(\S+) .*CrashLoopBackOff/,
    what: (match) => `Pod ${match?.[1] ?? ''} starts and ends again and again.`,
    why: 'Mostly a value in binder.yaml that the program does not take. Its last words are further down in the transcript.',
    remedy: {
      says: 'Restarts the pods that crash, with their counters at zero. It helps where what they needed came up later than they did.',
      commands: ({ namespace }) => [
        { command: `microk8s kubectl delete pod NAME -n ${namespace}`, why: 'for each that crashes' },
      ],
      script: restartCrashing,
      breaks: 'Nothing that works.',
    },
  },
  {
    id: 'no-secret',
    line: /MountVolume\.SetUp failed for volume "\S+" : secret "([^"]+)" not found/,
    what: (match) => `A pod waits for the secret ${match?.[1] ?? ''}, which is not there.`,
    why: 'The release is there only in part.',
    advice: 'Run the step "BinderHub" again: it writes what is missing.',
  },
]

function restartCrashing({ namespace }: Plan): string {
  return sh`kubectl get pods -n ${namespace} -l 'component notin (singleuser-server, binderhub-build)' --no-headers |
  awk '$3 ~ /CrashLoopBackOff|^Error$/ { print $1 }' | while read -r pod; do
  show /snap/bin/microk8s kubectl delete pod "$pod" -n ${namespace}
done
`
}
