import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { account, installOf, online } from './support/install.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

// A server that somebody set up by hand, wholly or half, with the tutorial's own commands.

test.setTimeout(600_000)

const byHand = (name: string): string => readFileSync(join(import.meta.dirname, 'by-hand', name), 'utf8')

test('adopts what a person did by hand, names what differs, and does the rest', async ({
  page,
  console,
  control,
}) => {
  control.needs('renew', 'exec')
  const server = await control.renew()
  const pool = JSON.parse(await control.exec('ip', '-j', '-4', 'route')) as {
    dst: string
    prefsrc?: string
  }[]
  const own = pool.find(({ dst, prefsrc }) => dst !== 'default' && prefsrc !== undefined)?.prefsrc ?? ''
  const range = `${own.replace(/\.\d+$/, '.220')}-${own.replace(/\.\d+$/, '.229')}`
  await control.exec(
    'env',
    `RANGE=${range}`,
    `ACCOUNT=${account.name}`,
    `TOKEN=${account.token}`,
    'bash',
    '-c',
    byHand('whole.sh'),
  )

  const id = await console.addServer(server)
  await online(console, id)
  const install = installOf(console, id)
  const plan = await install.proposedPlan()
  // What is there is what is proposed.
  expect(plan).toMatchObject({
    pool: { first: range.split('-')[0], last: range.split('-')[1] },
    storage: { kind: 'openebs', path: '/srv/k8s' },
    namespace: 'binder',
    release: 'binder',
    chartVersion: '1.0.0-0.dev.git.3167.hc46696b',
  })
  await install.savePlan(plan)
  const before = await install.row()
  const of = (step: string) => before.steps.find(({ id: is }) => is === step)?.check
  // `snap install` without a channel follows `latest`, which moves to another minor by itself.
  expect(of('snap-install')).toMatchObject({
    state: 'differs',
    evidence: expect.stringContaining('latest/stable'),
  })
  for (const step of ['preflight', 'ready', 'dns', 'helm3', 'community', 'metallb', 'storage'])
    expect(of(step), step).toMatchObject({ state: 'done' })
  expect(of('storage-class'), 'storage-class').toMatchObject({ state: 'done' })
  // The tutorial has no builder: every build would hang.
  expect(of('builder')?.state).not.toBe('done')
  await page.goto(`/s/${id}/install`)
  await expect(page.getByText('found done').first()).toBeVisible()
  await takeScreens(page, 'install-adopted')

  await install.start()
  const row = await install.ended()
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })
  const runs = new Set((await install.runs()).map(({ title }) => title))
  expect(runs).not.toContain('Addresses for services')
  expect(runs).not.toContain('MicroK8s')
  const changes = await control.exec('snap', 'changes')
  expect(changes.match(/Install "microk8s" snap/g)).toHaveLength(1)
  // What the person had set stays: their account, their image names.
  const values = await control.exec('/snap/bin/microk8s', 'helm', 'get', 'values', 'binder', '-n', 'binder')
  expect(values).toContain(`image_prefix: ${account.name}/binder-`)
})
