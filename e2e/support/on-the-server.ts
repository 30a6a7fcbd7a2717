import type { RunRow } from '../../lib/shared/run-row.ts'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'

const KUBECTL = '/snap/bin/microk8s kubectl'

/** What a suite does on the server itself, as root, as a person with a terminal would. */
export interface OnTheServer {
  /** Runs a script to its end and gives what it printed. Fails when it fails. */
  run(script: string): Promise<string>
  kubectl(args: string): Promise<string>
  /** Launches a repository through BinderHub, as a visitor would; gives the hub's name of the person. */
  launch(repository: string, ref?: string): Promise<string>
  /** Begins to launch one, and does not wait. */
  beginLaunch(repository: string, ref?: string): Promise<void>
  /** Names of the people whom the hub itself knows to have a server. */
  peopleOfTheHub(): Promise<string[]>
}

/** `namespace` is where BinderHub is. */
export function onTheServer(console: TestConsole, serverId: string, namespace = 'binder'): OnTheServer {
  async function begin(title: string, script: string): Promise<string> {
    const { id } = (await console.api.post(`/api/servers/${serverId}/runs/start`, { title, script })) as {
      id: string
    }
    return id
  }

  async function ended(id: string): Promise<string> {
    let run: RunRow | undefined
    await expect(async () => {
      run = ((await console.api.get(`/api/runs/${id}`)) as { run: RunRow }).run
      expect(run.endedAt).not.toBeNull()
    }).toPass({ timeout: 240_000, intervals: [200] })
    const answer = await fetch(`${console.url}/api/runs/${id}/transcript?as=text`, {
      headers: { cookie: console.api.cookie() },
    })
    const text = await answer.text()
    expect(run?.status, text).toMatchObject({ state: 'exited', code: 0 })
    return text
  }

  const run = async (script: string): Promise<string> => await ended(await begin('Test', script))
  const launchScript = (repository: string, ref: string): string => `
binder=$(${KUBECTL} get service binder -n ${namespace} -o 'jsonpath={.spec.clusterIP}')
curl -sS -N --max-time 200 -H 'Accept: text/event-stream' -- "http://$binder/build/gh/${repository}/${ref}" >/tmp/launch-events 2>&1
grep '"phase": *"ready"' /tmp/launch-events | sed 's/.*\\/user\\/\\([^/]*\\)\\/.*/launched \\1/'
`
  return {
    run,
    kubectl: (args) => run(`${KUBECTL} ${args}`),
    async launch(repository, ref = 'HEAD') {
      const text = await run(launchScript(repository, ref))
      const [, person] = /launched (\S+)/.exec(text) ?? []
      if (person === undefined) throw new Error(`${repository} was not launched: ${text}`)
      return person
    },
    beginLaunch: async (repository, ref = 'HEAD') =>
      void (await begin('Launch', launchScript(repository, ref))),
    async peopleOfTheHub() {
      const text = await run(`
hub=$(${KUBECTL} get service hub -n ${namespace} -o 'jsonpath={.spec.clusterIP}')
token=$(${KUBECTL} get secret hub -n ${namespace} -o 'jsonpath={.data.hub\\.services\\.binder\\.apiToken}' | base64 -d)
printf 'Authorization: token %s\\n' "$token" | curl -sS --max-time 20 -H @- -- "http://$hub:8081/hub/api/users?state=active&limit=200"
`)
      return [...text.matchAll(/"full_name": ?"([^"/]+)\/"|"url": ?"\/user\/([^"/]+)\/"/g)].map(
        ([, full, url]) => full ?? url ?? '',
      )
    },
  }
}
