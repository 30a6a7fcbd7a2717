import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './step.ts'

const startServices = readFileSync(join(import.meta.dirname, 'script', 'start-microk8s.sh'), 'utf8')

/** `status --wait-ready` ends with 0 on older versions whatever it has seen, so Kubernetes itself is asked. */
const startMicrok8s = `${startServices}
wait_until 180 'Kubernetes to answer' kubectl get nodes || give_up 'Kubernetes did not answer within 180 s.'
`

/** What can befall any step that makes pods: told by the lines of wait_for_pods and of `microk8s` itself. */
export const addonFaults: readonly Fault[] = [
  {
    id: 'pull-limit',
    line: /^pod\/(\S+) .*(?:toomanyrequests|pull rate limit)/,
    what: (match) => `The registry does not give out the image of pod ${match?.[1] ?? ''} at the moment.`,
    why: 'Docker Hub counts what a network address fetches without an account, and this address has had its share for now.',
    advice: 'Wait up to six hours, then run the step again. What is fetched already stays.',
  },
  {
    id: 'pull-failed',
    line: /^pod\/(\S+) .*(?:ErrImagePull|ImagePullBackOff)\b(?: \S+)?(?: \d+ restarts?)?\s*(.*)$/,
    what: (match) =>
      match
        ? `The image of pod ${match[1]} cannot be fetched${match[2] && `: ${match[2]}`}`
        : 'An image cannot be fetched.',
    why: 'The server does not reach the registry, a proxy or firewall is in between, or the image is not there.',
    advice:
      'Make sure that the server reaches the internet (curl -I https://registry-1.docker.io/v2/ answers with 401). Kubernetes tries again by itself; then run the step again.',
  },
  {
    id: 'not-running',
    line: /^microk8s is not running/,
    what: () => 'MicroK8s is not running.',
    why: 'It was stopped, or the server is just starting.',
    remedy: {
      says: 'Starts MicroK8s and waits until it is ready.',
      commands: () => [
        { command: 'microk8s start' },
        { command: 'microk8s kubectl get nodes', why: 'until Kubernetes answers' },
      ],
      script: () => startMicrok8s,
      breaks: 'Nothing.',
    },
  },
]
