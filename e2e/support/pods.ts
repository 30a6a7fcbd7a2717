import type { RunRow } from '../../lib/shared/run-row.ts'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'

/** What a person at a root shell of the server can do, through runs: the same on every kind of server. */
export interface RootShell {
  /** Runs a script to its end, and gives what it printed. Fails where it ends with an error. */
  run(script: string): Promise<string>
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
  async function run(script: string): Promise<string> {
    const answer = await console.api.post(`/api/servers/${serverId}/runs/start`, { title: 'A test', script })
    const { id } = answer as { id: string }
    let row: RunRow | null = null
    await expect(async () => {
      row = ((await console.api.get(`/api/runs/${id}`)) as { run: RunRow }).run
      expect(['starting', 'running', 'queued']).not.toContain(row.status.state)
    }).toPass({ timeout: 60_000, intervals: [100, 200, 500] })
    const response = await fetch(`${console.url}/api/runs/${id}/transcript`, {
      headers: { cookie: console.api.cookie() },
    })
    const printed = await response.text()
    expect((row as RunRow | null)?.status, printed).toMatchObject({ state: 'exited', code: 0 })
    return printed
  }

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
