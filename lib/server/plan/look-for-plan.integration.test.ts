import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planSchema } from '../../shared/plan.ts'
import type { PlanLook, Proposals } from '../../shared/plan-look.ts'
import { planProblems } from '../../shared/plan-rules/plan-problems.ts'
import { storageProblems } from '../../shared/plan-rules/storage-rules.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { realServer } from '../../testing/real-server.ts'
import { checkRegistry } from '../registry/check-registry.ts'
import { Link } from '../ssh/link.ts'
import { lookForPlan } from './look-for-plan.ts'

const server = realServer()
if (!server) console.log('skipped, looking at a real server for the plan: BINDERY_E2E_SERVER names no server')

const valuesOf = (proposals: Proposals) =>
  Object.fromEntries(Object.entries(proposals).map(([name, { value }]) => [name, value]))

describe.skipIf(!server)('a look at a real server', () => {
  let link: Link
  const root = (script: string) => link.exec({ script, as: 'root', deadlineMs: 20_000 })
  const look = (folder: string | null = null): Promise<PlanLook> =>
    lookForPlan(link, { user: server!.target.user, folder, knownCharts: null })

  beforeAll(async () => {
    link = new Link({ target: async () => server!.target })
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
    await root(`mkdir -p /srv/bindery-look/{full,tiny,fixed} && cd /srv/bindery-look
touch file full/x && ln -sfn /var/lib/docker link && ln -sfn full 'a link'
mountpoint -q fixed || { mount --bind fixed fixed && mount -o remount,ro,bind fixed; }
mountpoint -q tiny || mount -t tmpfs -o size=1m none tiny`)
  })
  afterAll(async () => {
    await root('cd /srv && umount bindery-look/fixed bindery-look/tiny; rm -rf bindery-look')
    await link?.close()
  })

  it('proposes a whole plan that its own rules have nothing to say against, but for the account', async () => {
    const seen = await look()
    expect(seen.unread).toEqual([])
    const account = { registry: examplePlan.registry, imagePrefix: examplePlan.imagePrefix }
    const plan = planSchema.parse({ ...valuesOf(seen.proposals), ...account })
    expect(planProblems(plan, seen)).toEqual([])
    expect(seen.network.subnets[0]?.answered).toContain(seen.network.subnets[0]?.gateway)
    expect(seen.charts.versions.length).toBeGreaterThan(0)
  })

  it.each([
    ['/srv/bindery-look/new', null],
    ['/srv/bindery-look/file', 'is a file'],
    ['/srv/bindery-look/file/x', 'on the way'],
    ['/srv/bindery-look/link/x', 'leads to /var/lib/docker/x'],
    ['/srv/bindery-look/a link', 'leads to /srv/bindery-look/full'],
    ['/srv/bindery-look/tiny/x', 'no disk (tmpfs)'],
    ['/srv/bindery-look/fixed/x', 'read-only'],
  ])('knows what %s is', async (path, says) => {
    const seen = await look(path)
    const [problem] = storageProblems({ storage: { kind: 'hostpath', path } }, seen)
    if (says === null) expect(problem).toBeUndefined()
    else expect(problem?.message).toContain(says)
  })

  it('asks a registry from there, as far as this server gets', async () => {
    const check = await checkRegistry(link, examplePlan, 'this-is-a-wrong-token')
    // Without a way out, that is the answer; it is never a good one.
    expect(['wrong-login', 'unreachable', 'too-many']).toContain(check.verdict)
  })
})
