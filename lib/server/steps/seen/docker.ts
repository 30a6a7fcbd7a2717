import type { Observation } from '../step.ts'

type Socket = 'socket' | 'folder' | 'other' | 'missing'

export interface DockerSeen {
  /** /var/run/docker.sock, where builds by Docker on the server knock. */
  socket: Socket
  /** /var/run/dind/docker.sock, where the chart's own builder listens. */
  dindSocket: Socket
  /** Version of the Docker that answers at the socket; null where none does. */
  version: string | null
  /** Policy of the chain FORWARD, ACCEPT or DROP; null where it could not be read. */
  forward: string | null
}

export const docker: Observation<DockerSeen> = {
  id: 'docker',
  ask: () => `kind() {
  if [ -S "$1" ]; then echo socket; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo other; else echo missing; fi
}
kind /var/run/docker.sock
kind /var/run/dind/docker.sock
if [ -S /var/run/docker.sock ]; then timeout 4 docker version --format '{{.Server.Version}}' | head -n 1; fi | grep . || echo -
iptables -S FORWARD | awk '$1 == "-P" { print $3; exit }'`,
  parse({ text }) {
    const [socket = '', dindSocket = '', version = '', forward = ''] = text.split('\n')
    return {
      socket: toSocket(socket),
      dindSocket: toSocket(dindSocket),
      version: /^\d/.test(version) ? version : null,
      forward: /^[A-Z]+$/.test(forward) ? forward : null,
    }
  },
}

function toSocket(text: string): Socket {
  return text === 'socket' || text === 'folder' || text === 'missing' ? text : 'other'
}
