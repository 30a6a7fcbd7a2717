import type { TestConsole } from './console.ts'
import { type OnTheServer, onTheServer } from './on-the-server.ts'

/** What a person at a root shell of the server can do, through runs: the same on every kind of server. */
export interface RootShell extends Pick<OnTheServer, 'run'> {
  /** Makes a pod whose containers each run a script of their own in `sh`. */
  makePod(name: string, scripts: Record<string, string>, more?: PodMore): Promise<void>
  /** Takes a pod away at once. */
  removePod(name: string, namespace?: string): Promise<void>
}

interface PodMore {
  namespace?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  restartPolicy?: 'Always' | 'Never'
  args?: string[]
}

export function rootShell(console: TestConsole, serverId: string): RootShell {
  const { run } = onTheServer(console, serverId)

  return {
    run,
    async makePod(
      name,
      scripts,
      { namespace = 'default', labels, annotations, restartPolicy = 'Always', args } = {},
    ) {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) },
        spec: {
          restartPolicy,
          terminationGracePeriodSeconds: 0,
          containers: Object.entries(scripts).map(([container, script]) => ({
            name: container,
            image: 'docker.io/library/busybox:1.36',
            command: ['sh', '-c', script],
            ...(args ? { args } : {}),
          })),
        },
      }
      await run(`/snap/bin/microk8s kubectl apply -f - <<'END'\n${JSON.stringify(pod)}\nEND\n`)
    },
    async removePod(name, namespace = 'default') {
      await run(
        `/snap/bin/microk8s kubectl delete pod ${name} -n ${namespace} --ignore-not-found --force --grace-period=0`,
      )
    },
  }
}
