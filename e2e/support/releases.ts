import { gunzipSync, gzipSync } from 'node:zlib'
import type { ConfigSeen } from '../../lib/shared/config-api.ts'
import type { ReleasesSeen } from '../../lib/shared/releases-api.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import type { TestConsole } from './console.ts'
import { onTheServer } from './on-the-server.ts'
import { expect } from './test.ts'

/** What suites about releases do past the page. */
export interface Releases {
  seen(): Promise<ReleasesSeen>
  config(): Promise<ConfigSeen>
  /** Saves a binder.yaml and puts it into use, without a launch; gives its number. */
  apply(text: string, note: string): Promise<number>
  /** Until a run has ended; gives its row. */
  ended(runId: string): Promise<RunRow>
  /** Writes the revision that a Helm leaves which was killed, or failed, after the newest one; gives its number. */
  leave(status: 'pending-upgrade' | 'failed', description: string): Promise<number>
  /** Takes such a revision out of the history. */
  takeOut(revision: number): Promise<void>
}

export function releasesOf(console: TestConsole, serverId: string): Releases {
  const home = `/api/servers/${serverId}`
  const seen = async (): Promise<ReleasesSeen> => (await console.api.get(`${home}/releases`)) as ReleasesSeen
  const config = async (): Promise<ConfigSeen> => (await console.api.get(`${home}/config`)) as ConfigSeen
  const nameOf = ({ name }: ReleasesSeen, revision: number): string =>
    `sh.helm.release.v1.${name}.v${revision}`
  const shell = onTheServer(console, serverId)

  async function ended(runId: string): Promise<RunRow> {
    let run: RunRow | undefined
    await expect(async () => {
      run = ((await console.api.get(`/api/runs/${runId}`)) as { run: RunRow }).run
      expect(run.endedAt).not.toBeNull()
    }).toPass({ timeout: 240_000, intervals: [200] })
    if (run === undefined) throw new Error('There is no such run.')
    return run
  }

  return {
    seen,
    config,
    ended,
    async apply(text, note) {
      const { latest } = await config()
      const { number } = (await console.api.post(`${home}/config/save`, {
        text,
        base: latest?.number ?? 0,
        note,
      })) as { number: number }
      const { id } = (await console.api.post(`${home}/config/apply`, {
        number,
        chartVersion: null,
        prove: false,
        goBack: false,
      })) as { id: string }
      expect((await ended(id)).status).toMatchObject({ state: 'exited', code: 0 })
      return number
    },
    async leave(status, description) {
      const now = await seen()
      const [newest] = now.revisions
      if (newest === undefined) throw new Error('There is no release.')
      const object = { kind: 'Secret', namespace: now.namespace, name: nameOf(now, newest.revision) }
      const said = await shell.kubectl(
        `get secret ${object.name} -n ${object.namespace} -o 'jsonpath=uid {.metadata.uid}'`,
      )
      const uid = /uid (\S+)/.exec(said)?.[1] ?? ''
      const { text } = (await console.api.post(`${home}/secrets/reveal`, {
        object: { ...object, uid },
        key: 'release',
      })) as { text: string }
      const release = JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8'))
      const version = newest.revision + 1
      const left = {
        ...release,
        version,
        info: { ...release.info, status, description, last_deployed: new Date().toISOString() },
      }
      const packed = gzipSync(JSON.stringify(left)).toString('base64')
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'helm.sh/release.v1',
        metadata: {
          name: nameOf(now, version),
          namespace: now.namespace,
          labels: { owner: 'helm', name: now.name, status, version: String(version) },
        },
        data: { release: Buffer.from(packed).toString('base64') },
      }
      await shell.run(
        `/snap/bin/microk8s kubectl create -f - <<'SECRET'\n${JSON.stringify(secret)}\nSECRET\n`,
      )
      return version
    },
    async takeOut(revision) {
      const now = await seen()
      await shell.kubectl(`delete secret ${nameOf(now, revision)} -n ${now.namespace}`)
    },
  }
}
