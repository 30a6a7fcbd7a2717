import { raw, sh } from '../shell/sh.ts'
import { clearFolder, folderInUse } from './clear-folder.ts'
import type { ClusterSeen } from './seen/cluster.ts'
import type { DockerSeen } from './seen/docker.ts'
import type { Fault, Observation } from './step.ts'

type Sees = { cluster: Observation<ClusterSeen>; docker: Observation<DockerSeen> }

const WHY_FOLDER =
  'Something wanted to mount the socket before whoever makes it was up, and Kubernetes made a folder in its place.'

/** What can befall the image builder, in the cluster or on the server. */
export const builderFaults: readonly Fault<Sees>[] = [
  folderInUse,
  {
    id: 'dind-socket-folder',
    seen: ({ docker }) => docker.dindSocket === 'folder',
    what: () => 'The builder cannot listen: its socket /var/run/dind/docker.sock is a folder.',
    why: WHY_FOLDER,
    remedy: {
      says: 'Removes that folder and starts the builder afresh. Builds that run end.',
      commands: ({ namespace, release }) => [
        { command: 'rmdir /var/run/dind/docker.sock', why: 'it is an empty folder in the place of a socket' },
        {
          command: `microk8s kubectl delete pod -n ${namespace} -l name=${release}-dind`,
          why: 'a new one is made at once',
        },
      ],
      script: ({ namespace, release }) => sh`${raw(clearFolder)}
clear_folder /var/run/dind/docker.sock
show /snap/bin/microk8s kubectl delete pod -n ${namespace} -l ${`name=${release}-dind`} --ignore-not-found
`,
      breaks: 'Builds that run at the moment end. Sessions go on.',
    },
  },
  {
    id: 'socket-no-socket',
    line: /\/var\/run\/docker\.sock is not a socket file/,
    seen: ({ docker }) => docker.socket === 'folder' || docker.socket === 'other',
    what: () => '/var/run/docker.sock is not a socket file, so no build can start.',
    why: `Docker is not installed, or does not run. ${WHY_FOLDER}`,
    remedy: {
      says: 'Stops Docker, removes what is in the place of its socket, and starts Docker again.',
      commands: () => [
        { command: 'systemctl stop docker.socket docker.service', why: 'only where Docker is installed' },
        { command: 'rmdir /var/run/docker.sock', why: 'where it is an empty folder' },
        { command: 'rm -f /var/run/docker.sock', why: 'where it is a file' },
        { command: 'systemctl start docker.service', why: 'makes the socket anew' },
      ],
      script: () => sh`${raw(clearFolder)}
if systemctl cat docker.service >/dev/null 2>&1; then
  show systemctl stop docker.socket 2>/dev/null || true
  show systemctl stop docker.service
fi
clear_folder /var/run/docker.sock
[ -S /var/run/docker.sock ] || rm -f /var/run/docker.sock
if systemctl cat docker.service >/dev/null 2>&1; then
  show systemctl reset-failed docker.service
  show systemctl start docker.service
else
  say 'Docker is not installed yet: the step does that.'
fi
`,
      breaks: 'Containers that run in Docker on this server restart.',
    },
  },
  {
    id: 'docker-does-not-start',
    line: /^stopped: Docker does not (?:start|answer)/,
    what: () => 'Docker is installed, and does not start.',
    why: 'The log above tells: mostly a kernel without what Docker needs (a container as a server), a full disk, or a mistake in /etc/docker/daemon.json.',
    advice:
      'Look at journalctl -u docker. Or set the builder to "Docker in the cluster" in the plan, which needs nothing on the server.',
  },
  {
    id: 'release-unfinished',
    line: /^stopped: Release (\S+) is in the state (\S+)\./,
    what: (match) => `Release ${match?.[1] ?? ''} is in the middle of something: ${match?.[2] ?? ''}.`,
    why: 'An install or upgrade of it was cut off, so it cannot be changed before that is repaired.',
    advice: 'Run the step that installs BinderHub: it repairs the release. Then run this one again.',
  },
]
