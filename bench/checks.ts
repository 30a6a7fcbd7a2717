import { setTimeout as pause } from 'node:timers/promises'
import { createPlanRecords } from '../lib/server/install/records/plans.ts'
import type { InstallRow } from '../lib/shared/install.ts'
import type { Plan } from '../lib/shared/plan.ts'
import type { PlanLook } from '../lib/shared/plan-look.ts'
import { frontOnLoopback, type LoopbackFront } from '../lib/testing/front-on-loopback.ts'
import { realServer } from '../lib/testing/real-server.ts'
import { printFigure } from './support/figure.ts'

// How long it takes to see where a server's install stands: GET …/install/check, from the request to the row, over SSH
// to the server of BINDERY_E2E_SERVER as it is. All checks of all steps are in it.

const LOOKS = 20

async function main(): Promise<void> {
  const server = realServer()
  if (!server) return console.error('Left out: BINDERY_E2E_SERVER names no server.')
  const at = await frontOnLoopback()
  try {
    const cookie = at.cookieOf('administrator')
    const { host, port, user, hostKey, credentials } = server.target
    if (credentials.kind !== 'password') throw new Error('This bench signs in by password.')
    const signIn = { kind: 'password', password: credentials.password }
    const address = { host, port, jump: null, user, hostKey: hostKey.sha256 }
    const { id } = await send<{ id: string }>(at, cookie, '/api/servers/add', {
      ...address,
      name: 'bench',
      signIn,
      root: {},
      keepSecrets: false,
    })
    const base = `/api/servers/${id}/install`
    while ((await get<{ link: { state: string } }>(at, cookie, `/api/servers/${id}`)).link.state !== 'online')
      await pause(50)
    // Written down as it is proposed: whether it may be saved is another question, and costs a look of its own.
    const plan = planFrom(await get<PlanLook>(at, cookie, `${base}/look`))
    createPlanRecords(at.store).save(id, {
      plan,
      revision: 1,
      savedBy: 'bench',
      tokenMark: null,
      savedAt: Date.now(),
    })
    await look(at, cookie, base)
    const looks: number[] = []
    while (looks.length < LOOKS) looks.push(await look(at, cookie, base))
    looks.sort((a, b) => a - b)
    print('All checks of an install, median of 20', looks[LOOKS / 2] ?? Number.NaN, 1_000)
    print('All checks of an install, slowest of 20', looks.at(-1) ?? Number.NaN, 2_000)
  } finally {
    await at.close()
  }
}

/** Milliseconds. Throws where the look failed: then nothing was measured. */
async function look(at: LoopbackFront, cookie: string, base: string): Promise<number> {
  const began = performance.now()
  const { problem } = await get<InstallRow>(at, cookie, `${base}/check`)
  if (problem) throw new Error(problem.message)
  return performance.now() - began
}

/** As proposed, with a registry where none is known. */
function planFrom({ proposals }: PlanLook): Plan {
  const values = Object.entries(proposals).map(([name, { value }]) => [name, value])
  const plan = Object.fromEntries(values) as Plan
  const known = plan.imagePrefix !== ''
  return known
    ? plan
    : { ...plan, registry: { kind: 'docker-hub', account: 'bench' }, imagePrefix: 'bench/binder-' }
}

async function send<Answer>(at: LoopbackFront, cookie: string, path: string, body: unknown): Promise<Answer> {
  return answer(await at.post(path, body, { cookie }))
}

async function get<Answer>(at: LoopbackFront, cookie: string, path: string): Promise<Answer> {
  return answer(await fetch(`${at.origin}${path}`, { headers: { cookie } }))
}

async function answer<Answer>(response: Response): Promise<Answer> {
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  // The console's own answers.
  return JSON.parse(body) as Answer
}

function print(name: string, value: number, goal: number): void {
  printFigure({ name, value, unit: 'ms', goal, better: 'lower', file: 'bench/checks.ts' })
}

await main()
