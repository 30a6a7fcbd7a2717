import type { InstallRow, StepId, StepRow } from '../../lib/shared/install.ts'
import type { Plan } from '../../lib/shared/plan.ts'
import type { PlanLook } from '../../lib/shared/plan-look.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'

/** A login that test servers accept: a password with "wrong" in it is refused, one with "readonly" may not push. */
export const account = { name: 'robolab', token: 'dckr_pat_works' }

/** One server's install, asked and moved through the API, as the page would. */
export interface InstallProbe {
  /** What is proposed for this server, with an account that may push. */
  proposedPlan(): Promise<Plan>
  savePlan(plan: Plan, registryToken?: string): Promise<void>
  /** All steps that are not done, or this one. */
  start(step?: StepId): Promise<void>
  remedy(step: StepId): Promise<void>
  /** Looks now. */
  row(): Promise<InstallRow>
  step(id: StepId): Promise<StepRow>
  /** Waits until a step is at work with a run of its own, and gives that run's id. */
  running(id: StepId, timeoutMs?: number): Promise<string>
  /** Waits until nothing goes by itself any more. */
  ended(timeoutMs?: number): Promise<InstallRow>
  /** Waits until it has failed at a step, and gives why. */
  failedAt(id: StepId, timeoutMs?: number): Promise<Extract<StepRow['activity'], { state: 'failed' }>>
  /** Every run of this server, oldest first. */
  runs(): Promise<RunRow[]>
  transcript(runId: string): Promise<string>
}

/** `console` may be stopped and started in between. */
export function installOf(console: TestConsole, serverId: string): InstallProbe {
  const path = `/api/servers/${serverId}/install`
  const probe: InstallProbe = {
    async proposedPlan() {
      const { proposals } = (await console.api.get(`${path}/look`)) as PlanLook
      return {
        channel: proposals.channel.value,
        groupUser: proposals.groupUser.value,
        pool: proposals.pool.value,
        addresses: proposals.addresses.value,
        storage: proposals.storage.value,
        namespace: proposals.namespace.value,
        release: proposals.release.value,
        chartVersion: proposals.chartVersion.value,
        registry: { kind: 'docker-hub', account: account.name },
        imagePrefix: `${account.name}/binder-`,
        builder: proposals.builder.value,
        metricsServer: proposals.metricsServer.value,
        proof: proposals.proof.value,
      }
    },
    async savePlan(plan, registryToken = account.token) {
      const { revision } = await probe.row()
      await console.api.post(`${path}/plan`, { plan, registryToken, revision })
    },
    start: async (step) => void (await console.api.post(`${path}/start`, { step: step ?? null })),
    async remedy(step) {
      const { activity } = await probe.step(step)
      const fault = activity.state === 'failed' ? activity.failure.fault : null
      await console.api.post(`${path}/remedy`, { step, fault })
    },
    row: async () => (await console.api.get(`${path}/check`)) as InstallRow,
    async step(id) {
      const found = (await probe.row()).steps.find((step) => step.id === id)
      if (!found) throw new Error(`The install has no step ${id}.`)
      return found
    },
    async running(id, timeoutMs = 240_000) {
      let runId = ''
      await expect(async () => {
        const row = await probe.row()
        const { activity } = row.steps.find((step) => step.id === id) ?? {}
        if (row.going === null) throw new Error(`It does not go on: ${JSON.stringify(row.ended)}`)
        if (activity?.state !== 'running') throw new Error(`${id} is ${activity?.state}`)
        runId = activity.runId
      }).toPass({ timeout: timeoutMs, intervals: [300] })
      return runId
    },
    async ended(timeoutMs = 420_000) {
      let last: InstallRow | null = null
      await expect(async () => {
        last = await probe.row()
        expect(last.going, JSON.stringify(last.going)).toBeNull()
      }).toPass({ timeout: timeoutMs, intervals: [1_000] })
      if (!last) throw new Error('There was no answer.')
      return last
    },
    async failedAt(id, timeoutMs) {
      const row = await probe.ended(timeoutMs)
      expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'failed', step: id })
      const { activity } = row.steps.find((step) => step.id === id) ?? {}
      if (activity?.state !== 'failed') throw new Error(`${id} is ${activity?.state}, and not failed.`)
      return activity
    },
    async runs() {
      const ids = new Set<string>()
      for (const step of (await probe.row()).steps) if (step.lastRun) ids.add(step.lastRun.runId)
      const rows = await Promise.all(
        [...ids].map(async (id) => ((await console.api.get(`/api/runs/${id}`)) as { run: RunRow }).run),
      )
      return rows.sort((a, b) => a.createdAt - b.createdAt)
    },
    async transcript(runId) {
      const response = await fetch(`${console.url}/api/runs/${runId}/transcript`, {
        headers: { cookie: console.api.cookie() },
      })
      return await response.text()
    },
  }
  return probe
}

/** The server has to be reached before anything can be asked of it. */
export async function online(console: TestConsole, serverId: string): Promise<void> {
  await expect(async () => {
    const answer = (await console.api.get(`/api/servers/${serverId}`)) as {
      link?: { state: string }
      server?: { link: { state: string } }
    }
    expect((answer.server ?? answer).link?.state).toBe('online')
  }).toPass({ timeout: 30_000, intervals: [200] })
}
