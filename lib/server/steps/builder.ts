import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepCheck } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { addonFaults } from './addon-faults.ts'
import { builderFaults } from './builder-faults.ts'
import { clearFolder } from './clear-folder.ts'
import { packageFaults } from './package-faults.ts'
import { chartRepositoryUrl, releaseFaults } from './release-faults.ts'
import { releaseScript } from './release-script.ts'
import { type ClusterSeen, cluster } from './seen/cluster.ts'
import { type DockerSeen, docker } from './seen/docker.ts'
import { isReady, unreadyWords, workload } from './seen/workload.ts'
import { defineStep } from './step.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'script', name), 'utf8')
const functions = read('builder.sh')
const hostDocker = read('host-docker.sh')

const DROP_IN = '/etc/systemd/system/docker.service.d/bindery-forward.conf'

export const builder = defineStep({
  id: 'builder',
  group: 'BinderHub',
  title: 'Image builder',
  doing: 'Preparing what builds images.',
  why: 'Images are built by Docker, and MicroK8s brings none along. Without it every build waits for its start without end, which is what happens to those who follow the tutorial to the letter.',
  usualSeconds: [2, 120],
  deadlineSeconds: 2_700,
  sees: { cluster, docker },
  check({ cluster: seen, docker: onServer }, plan) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    return plan.builder === 'dind' ? checkDind(seen, onServer, plan) : checkHost(seen, onServer, plan)
  },
  runs: (plan) =>
    plan.builder === 'dind'
      ? [
          '# only where a release is there that builds in another way:',
          `microk8s helm upgrade ${plan.release} binderhub --repo ${chartRepositoryUrl} --version THE-SAME --namespace ${plan.namespace} --cleanup-on-fail --reuse-values -f -  # imageBuilderType: dind, --mtu=1450`,
        ]
      : ['apt-get install -y docker.io', 'systemctl enable --now docker', 'iptables -P FORWARD ACCEPT'],
  script: (plan) =>
    releaseScript(
      plan,
      sh`CHARTS=${chartRepositoryUrl} DROP_IN=${DROP_IN}

${raw(clearFolder)}
${raw(functions)}
${raw(plan.builder === 'dind' ? dindScript : `${hostDocker}\nuse_builder host\nchecked 'Docker answers at /var/run/docker.sock'`)}
`,
    ),
  adds: (plan) =>
    plan.builder === 'dind'
      ? []
      : [
          { kind: 'package', name: 'docker.io' },
          { kind: 'service', name: 'docker' },
          { kind: 'file', name: DROP_IN },
        ],
  breaks: (plan) =>
    plan.builder === 'dind'
      ? 'Nothing on a new server. Where a release builds in another way, its start page restarts and builds that run end; sessions go on.'
      : 'The server forwards packets between its networks, which Docker would otherwise forbid: pods need it. Where a release has its own builder, builds that run end.',
  doneWhen: (plan) =>
    plan.builder === 'dind'
      ? `The builder ${plan.release}-dind of the release is ready. Before there is a release, there is nothing to do.`
      : 'Docker answers at /var/run/docker.sock, and the server forwards packets.',
  ifStopped:
    'Docker may be installed in part, or the release be between two revisions: the step finds out when it runs again.',
  notes: [
    {
      pattern: 'Kubernetes configuration file is group-readable',
      says: 'Looks bad and is not: that is how MicroK8s sets itself up.',
    },
  ],
  faults: [...builderFaults, ...packageFaults, ...releaseFaults, ...addonFaults],
  undo: (plan) =>
    plan.builder === 'dind'
      ? null
      : {
          runs: [`rm -f ${DROP_IN}`, 'apt-get remove -y docker.io', 'systemctl daemon-reload'],
          script: sh`show rm -f -- ${DROP_IN}
wait_for_locks 600 || give_up 'The package lock was not free within 600 s.'
show env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 remove -y docker.io </dev/null
show systemctl daemon-reload
say 'The images in /var/lib/docker stay.'
`,
          breaks:
            'Containers that run in Docker on this server stop, also those that have nothing to do with BinderHub.',
        },
  watches: ({ namespace }) => [namespace],
})

const dindScript = `clear_folder /var/run/dind/docker.sock
use_builder dind
if kubectl get daemonset "$RELEASE-dind" -n "$NAMESPACE" >/dev/null 2>&1; then
  wait_for_pods 600 "$NAMESPACE" "name=$RELEASE-dind" || {
    tell_pods "$NAMESPACE" "name=$RELEASE-dind"
    give_up "The builder $RELEASE-dind was not ready within 600 s."
  }
  checked "the builder $RELEASE-dind is ready"
fi
`

/** What the release in the plan's namespace builds with; null where there is none. */
function builderOfRelease(seen: ClusterSeen, { namespace, release }: Plan): 'host' | 'dind' | 'pink' | null {
  // The chart names this Deployment the same in every release; Helm writes on it whose it is.
  const hub = workload(seen, 'Deployment', namespace, 'binder')
  if (hub?.annotations['meta.helm.sh/release-name'] !== release) return null
  const own = (['dind', 'pink'] as const).find((kind) =>
    workload(seen, 'DaemonSet', namespace, `${release}-${kind}`),
  )
  return own ?? 'host'
}

function checkDind(seen: ClusterSeen, { socket, dindSocket, version }: DockerSeen, plan: Plan): StepCheck {
  const { namespace, release } = plan
  const wanted = 'its own Docker in the cluster (imageBuilderType: dind)'
  if (dindSocket === 'folder')
    return {
      state: 'broken',
      evidence: '/var/run/dind/docker.sock is a folder: the builder cannot listen there.',
      fault: 'dind-socket-folder',
    }
  switch (builderOfRelease(seen, plan)) {
    case null:
      return {
        state: 'not-needed',
        evidence:
          'No release yet: the chart brings its builder along (imageBuilderType: dind in binder.yaml).',
      }
    case 'pink':
      return { state: 'differs', evidence: `Release ${release} builds with Podman (pink).`, wanted }
    case 'host':
      return socket === 'socket' && version !== null
        ? {
            state: 'differs',
            evidence: `Release ${release} builds with Docker ${version} on the server.`,
            wanted,
          }
        : {
            state: 'open',
            evidence: `Release ${release} has no builder of its own, and no Docker answers at /var/run/docker.sock: every build would hang.`,
          }
    case 'dind': {
      const dind = workload(seen, 'DaemonSet', namespace, `${release}-dind`)
      if (!dind || !isReady(dind))
        return {
          state: 'broken',
          evidence: dind ? `${unreadyWords(seen, dind)}.` : `${release}-dind is not there.`,
          fault: null,
        }
      return { state: 'done', evidence: `${release}-dind is ready on ${dind.ready} of ${dind.wanted} nodes.` }
    }
  }
}

function checkHost(seen: ClusterSeen, { socket, version, forward }: DockerSeen, plan: Plan): StepCheck {
  const wanted = 'Docker on the server'
  if (socket === 'folder' || socket === 'other')
    return {
      state: 'broken',
      evidence: '/var/run/docker.sock is not a socket file: every build would hang.',
      fault: 'socket-no-socket',
    }
  if (socket === 'missing')
    return { state: 'open', evidence: 'There is no Docker: /var/run/docker.sock is missing.' }
  if (version === null)
    return { state: 'broken', evidence: 'Docker does not answer at its socket.', fault: null }
  if (forward === 'DROP')
    return {
      state: 'differs',
      evidence: `Docker ${version} answers, and the server drops what it should forward: pods cannot reach each other.`,
      wanted: 'iptables policy FORWARD: ACCEPT',
    }
  const used = builderOfRelease(seen, plan)
  if (used !== null && used !== 'host')
    return {
      state: 'differs',
      evidence: `Release ${plan.release} builds with its own builder (${used}).`,
      wanted,
    }
  return {
    state: 'done',
    evidence: `Docker ${version} answers at /var/run/docker.sock${forward === null ? '' : '; packets are forwarded'}.`,
  }
}
