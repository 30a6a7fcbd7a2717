import type { Locator, Page } from '@playwright/test'
import { onTheServer } from './support/on-the-server.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// The first page of a server: what is true of it, on the practice server and on a real one.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

const MICROK8S = '/snap/bin/microk8s'
/** A look each 15 s, another where it was cut short, and a machine that has other things to do. */
const SEEN = { timeout: 60_000 }
const BACK = { timeout: 150_000 }

const truth = (page: Page): Locator => page.locator('.truth')
const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** What the tab shows while it is not looked at. */
async function expectSign(page: Page, title: RegExp, icon: RegExp): Promise<void> {
  await expect(page).toHaveTitle(title, SEEN)
  await expect(page.locator('link[rel="icon"]').first()).toHaveAttribute('href', icon)
}

test('tells what works, who is on it, what broke, and what changed', async ({
  page,
  console,
  server: given,
}) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  await page.goto(`/s/${id}`)

  await test.step('everything works after an install', async () => {
    await expect(truth(page)).toContainText('Everything works.', BACK)
    await expect(page.locator('.proof')).toContainText('Hub')
    await expectSign(page, /^Overview, .* · Bindery$/, /icon\.svg/)
  })

  await test.step('the disk is measured, and says how long it was watched', async () => {
    const disk = section(page, 'Disk')
    await disk.getByRole('button', { name: 'Measure now' }).click()
    await expect(disk).toContainText(/measured \d+ s ago/, SEEN)
    await expect(disk).toContainText('Watched for')
    await expect(disk.getByRole('row', { name: /Images of Kubernetes/ })).toContainText(/\d (B|kB|MB|GB)/)
  })

  await test.step('whoever launches is on it, and has a seat', async () => {
    await server.launch('robolab/ros2-intro', 'main')
    const who = section(page, 'Who is on it')
    await expect(who.getByRole('row', { name: /robolab\/ros2-intro/ })).toContainText('@main', SEEN)
    await expect(truth(page)).toContainText(/is on it|are on it/, SEEN)
    await expect(section(page, 'Room for people')).toContainText(/\d+ seats? free/)
    await expect(section(page, 'Room for people')).toContainText(/\d+ taken/)
    await takeScreens(page, 'overview')
  })

  await test.step('an upgrade is told, with what began anew', async () => {
    const upgraded = await server.run(
      `${MICROK8S} helm upgrade binder binderhub -n binder --reuse-values --repo https://jupyterhub.github.io/helm-chart/ --version 1.0.0-0.dev.git.3941.h9056a226 --set config.BinderHub.banner_message=hello`,
    )
    const revision = /REVISION: (\d+)/.exec(upgraded)?.[1] ?? 'of the upgrade'
    await expect(section(page, 'What changed')).toContainText(`Revision ${revision} of binder`, BACK)
    await expect(section(page, 'What changed')).toContainText(/began anew/, BACK)
    await expect(truth(page)).toContainText('Everything works.', BACK)
  })

  await test.step('without a hub nobody can launch, and that is said everywhere', async () => {
    await server.kubectl('scale deployment hub -n binder --replicas=0')
    await expect(truth(page)).toContainText('Nobody can launch', SEEN)
    await expect(truth(page)).toContainText('somebody scaled it to 0', SEEN)
    await expectSign(page, /^✕ Nobody can launch: Overview, /, /^data:image\/svg\+xml/)
    const need = section(page, 'Needs you')
      .getByRole('listitem')
      .filter({ hasText: 'The hub is switched off' })
    await takeScreens(page, 'overview-broken')
    await need.getByRole('link', { name: 'Open hub' }).click()
    await expect(page).toHaveURL(/open=Deployment\/binder\/hub/)
    await expect(page).toHaveTitle(/^✕ Nobody can launch: Pods, /)
    await page.goto('/servers')
    await expect(page.getByRole('listitem').filter({ hasText: given.name })).toContainText(
      'Nobody can launch',
    )
    await page.goto(`/s/${id}`)
  })

  await test.step('once it is back all is well again, and the outage is remembered', async () => {
    await server.kubectl('scale deployment hub -n binder --replicas=1')
    await expect(truth(page)).toContainText('Everything works.', BACK)
    await expectSign(page, /^Overview, /, /icon\.svg/)
    await expect(section(page, 'Needs you').getByText('The hub is switched off')).toHaveCount(0)
    await expect(section(page, 'What changed')).toContainText(
      'Nobody could launch: the hub did not work',
      SEEN,
    )
  })
})

test('says that the API is away, and that it is back', async ({ page, console, server, control }) => {
  control.needs('fault')
  const id = await withBinderHub(console, server)
  await page.goto(`/s/${id}`)
  await expect(truth(page)).toContainText('Everything works.', BACK)
  try {
    await control.fault('api-down')
    await expect(truth(page)).toContainText('The Kubernetes API does not answer.', SEEN)
    await expect(truth(page)).toContainText('Nobody can launch')
    await expect(
      section(page, 'Needs you').getByRole('link', { name: 'Open the Kubernetes step' }),
    ).toBeVisible()
  } finally {
    await control.clearFaults()
  }
  await expect(truth(page)).toContainText('Everything works.', BACK)
})

test('keeps what it saw when the connection is cut, and says of when it is', async ({
  page,
  console,
  server,
  control,
}) => {
  control.needs('cut')
  const id = await withBinderHub(console, server)
  await page.goto(`/s/${id}`)
  await expect(truth(page)).toContainText('Everything works.', BACK)
  await expect(section(page, 'Room for people')).toContainText(/seats? free/)
  await control.cut(60)
  await expect(truth(page)).toContainText(/^At \d\d:\d\d everything worked/, { timeout: 50_000 })
  await expect(truth(page)).toContainText('What is true now is not known.')
  await expectSign(page, /^\? /, /^data:image\/svg\+xml/)
  await expect(page.locator('.stale-data')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Measure now' })).toHaveAttribute('aria-disabled', 'true')
  await expect(section(page, 'Room for people')).toContainText(/seats? free/)
  await takeScreens(page, 'overview-stale')
  await expect(truth(page)).toContainText('Everything works.', { timeout: 180_000 })
  await expectSign(page, /^Overview, /, /icon\.svg/)
})
