import type { RunRow } from '../../lib/shared/run-row.ts'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'

/** What a suite does on a server as root, past the feature that it is about. */
export interface RootShell {
  /** Runs a script to its end and gives what it printed. Fails when it fails. */
  run(script: string): Promise<string>
  kubectl(args: string): Promise<string>
}

/** Through a run of Bindery's, which every server takes: the practice one as well as a real one. */
export function rootShell(console: TestConsole, serverId: string): RootShell {
  async function run(script: string): Promise<string> {
    const body = { title: 'Test', script }
    const { id } = (await console.api.post(`/api/servers/${serverId}/runs/start`, body)) as { id: string }
    let row: RunRow | undefined
    await expect(async () => {
      row = ((await console.api.get(`/api/runs/${id}`)) as { run: RunRow }).run
      expect(row.endedAt).not.toBeNull()
    }).toPass({ timeout: 120_000, intervals: [200] })
    const answer = await fetch(`${console.url}/api/runs/${id}/transcript?as=text`, {
      headers: { cookie: console.api.cookie() },
    })
    const text = await answer.text()
    expect(row?.status, text).toMatchObject({ state: 'exited', code: 0 })
    return text
  }
  return { run, kubectl: (args) => run(`/snap/bin/microk8s kubectl ${args}`) }
}
