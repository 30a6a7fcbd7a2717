import { afterEach, expect, it, vi } from 'vitest'
import { observe } from '../server/steps/observe.ts'
import { steps } from '../server/steps/order.ts'
import { composeScript } from '../server/steps/script/compose-script.ts'
import type { Step } from '../server/steps/step.ts'
import type { StepCheck, StepId } from '../shared/install.ts'
import type { Plan } from '../shared/plan.ts'
import { examplePlan } from '../testing/plan-look-example.ts'
import { practiceLink } from '../testing/practice-link.ts'
import { runConsole } from '../testing/run-console.ts'
import { startPracticeServer } from './practice-server.ts'

const plan: Plan = {
  ...examplePlan,
  // The practice machine's own network.
  pool: { first: '10.20.0.200', last: '10.20.0.210' },
  addresses: { how: 'fixed', binder: '10.20.0.200', hub: '10.20.0.201' },
  registry: { kind: 'docker-hub', account: 'ada' },
  imagePrefix: 'ada/binder-',
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function practise(options: { trouble?: boolean; kept?: { text: string | null } } = {}) {
  const kept = options.kept ?? { text: null }
  const keep = {
    load: () => kept.text,
    save(text: string) {
      kept.text = text
    },
  }
  const server = await startPracticeServer({ keep, speed: 100 })
  if (options.trouble) server.reset({ trouble: true })
  const link = await practiceLink(server)
  const console = runConsole({ link })
  const stop = async () => {
    await console.runs.stop()
    await link.close()
    await server.stop()
  }
  closing.push(stop)
  const look = async ({ sees, check }: Step, of: Plan): Promise<StepCheck> =>
    check(await observe(link, sees, of, { deadlineMs: 20_000 }), of)
  /** Runs a step where its check asks for it; the state before, and what it says and printed afterwards. */
  const run = async (step: Step, of: Plan = plan) => {
    const before = await look(step, of)
    if (before.state === 'done' || before.state === 'not-needed') return { before, after: before, log: '' }
    const secrets = step.secrets?.(of, { registryTokenMark: 'mark', registryToken: 'a-token-of-ada' }) ?? {}
    const id = console.start(composeScript(step.script(of), step.deadlineSeconds), { secrets })
    await console.ended(id)
    return { before, after: await look(step, of), log: console.transcript(id).toString() }
  }
  return { server, link, console, run, look, stop, kept }
}

const stepOf = (id: StepId): Step => steps.find((step) => step.id === id)!

async function installAll(run: Awaited<ReturnType<typeof practise>>['run'], of: Plan = plan) {
  const before = new Map<StepId, string>()
  for (const step of steps) {
    const { before: was, after, log } = await run(step, of)
    before.set(step.id, was.state)
    expect(['done', 'not-needed'], `${step.id}: ${JSON.stringify(after)}\n${log}`).toContain(after.state)
  }
  return before
}

it('takes the whole install, step by step, to a launched repository', async () => {
  const { run, link } = await practise()
  const before = await installAll(run)
  // Nothing of it was there beforehand.
  for (const id of ['snap-install', 'metallb', 'storage', 'install', 'launch'] as const)
    expect(before.get(id)).toBe('open')
  // From now on people come and go.
  await vi.waitFor(async () => {
    const script = '/snap/bin/microk8s kubectl get pods -n binder -l component=singleuser-server --no-headers'
    const { stdout } = await link.exec({ script, as: 'root', deadlineMs: 10_000 })
    expect(stdout.toString()).toMatch(/^jupyter-.* 1\/1 .*Running/m)
  }, 20_000)
}, 120_000)

it('teaches two mistakes where it is told to: a pool with another range, a folder in place of a socket', async () => {
  const { run } = await practise({ trouble: true })
  const before = await installAll(run)
  expect(before.get('metallb')).toBe('differs')
  expect(before.get('builder')).toBe('broken')
}, 120_000)

it('takes the tutorial’s own way: OpenEBS, Docker on the host, addresses that are read', async () => {
  const { run } = await practise()
  const tutorial: Plan = {
    ...plan,
    addresses: { how: 'read' },
    storage: { kind: 'openebs', path: '/srv/k8s-storage' },
    builder: 'host',
    metricsServer: false,
  }
  await installAll(run, tutorial)
}, 180_000)

it('keeps what was installed over a restart, and calls a run that was cut off interrupted', async () => {
  const kept: { text: string | null } = { text: null }
  const first = await practise({ kept })
  const { hostKey } = first.server
  await first.run(stepOf('snap-install'))
  const id = first.console.start('echo begun; sleep 100000; echo never')
  await first.console.until(id, (row) => row.status.state === 'running')
  closing.length = 0
  await first.server.stop()
  await first.link.close()

  const second = await practise({ kept })
  expect(second.server.hostKey).toEqual(hostKey)
  expect(await second.look(stepOf('snap-install'), plan)).toMatchObject({ state: 'done' })
  await first.console.runs.stop()
  const again = runConsole({ link: second.link, folder: first.console.folder })
  again.runs.resume()
  expect(await again.ended(id)).toEqual({ state: 'interrupted', by: 'reboot' })
  await again.runs.stop()
}, 60_000)
