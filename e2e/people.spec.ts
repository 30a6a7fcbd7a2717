import type { Page } from '@playwright/test'
import { type OnTheServer, onTheServer } from './support/on-the-server.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// Who is on a server, and stopping them gracefully: on the practice server and on a real one.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

const lineOf = (page: Page, person: string) => page.getByRole('row').filter({ hasText: `jupyter-${person}` })
const dialogOf = (page: Page) => page.getByRole('dialog')

/** Presses the button of the dialog that is open, and waits until it shows that all are gone. */
async function stopShown(page: Page, name: RegExp): Promise<void> {
  await dialogOf(page).getByRole('button', { name }).click()
  await expect(dialogOf(page).getByText(/^(It is gone|All \d+ are gone)\.$/)).toBeVisible({
    timeout: 90_000,
  })
}

async function closeDialog(page: Page): Promise<void> {
  await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialogOf(page)).toHaveCount(0)
}

async function isGone(server: OnTheServer, ...people: string[]): Promise<void> {
  const pods = await server.kubectl('get pods -n binder --no-headers')
  for (const person of people) expect(pods).not.toContain(`jupyter-${person} `)
  const known = await server.peopleOfTheHub()
  expect(known.filter((person) => people.includes(person))).toEqual([])
}

test('shows who is on it by repository, and stops one, a repository, and the idle', async ({
  page,
  console,
  server: given,
}) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  await page.goto(`/s/${id}/launches`)
  const first = await server.launch('robolab/first-lab', 'main')
  const second = await server.launch('robolab/first-lab', 'main')
  const third = await server.launch('robolab/second-lab', 'v2.3')

  await test.step('each session has its repository, ref, age and idle time', async () => {
    const group = page.getByRole('rowheader', { name: /^robolab\/first-lab/ })
    await expect(group).toContainText('2')
    const line = lineOf(page, third)
    await expect(line).toContainText('@v2.3')
    await expect(line).toContainText(/Running/)
    // The hub is asked every 20 s.
    await expect(line.locator('.last')).toHaveText(/\d+ (s|min)/, { timeout: 40_000 })
    await expect(line.locator('.age')).toHaveText(/\d+ (s|min)/)
    await expect(page.getByText(/people are on it, on \d+ repositories/)).toBeVisible()
    await takeScreens(page, 'people')
  })

  await test.step('its pod opens beside the list', async () => {
    await lineOf(page, third).getByRole('link').click()
    await expect(page.getByRole('complementary', { name: new RegExp(third) })).toBeVisible()
    await takeScreens(page, 'people-opened')
    await page.keyboard.press('Escape')
  })

  await test.step('one is stopped by the hub, which knows', async () => {
    await lineOf(page, first).getByRole('button', { name: /^Stop/ }).click()
    await expect(dialogOf(page).getByText(/1 person loses their session on robolab\/first-lab/)).toBeVisible()
    await dialogOf(page).getByText('The call, as sent').click()
    await expect(dialogOf(page).getByText(`/hub/api/users/${first}/server`)).toBeVisible()
    await takeScreens(page, 'people-stop')
    await stopShown(page, /^Stop 1 session$/)
    await expect(dialogOf(page).getByText(/deleted instead/)).toHaveCount(0)
    await closeDialog(page)
    await expect(lineOf(page, first)).toHaveCount(0)
    await expect(lineOf(page, second)).toHaveCount(1)
    await isGone(server, first)
  })

  await test.step('all of a repository are stopped, and nobody else', async () => {
    const another = await server.launch('robolab/first-lab', 'main')
    await expect(lineOf(page, another)).toHaveCount(1)
    await page.getByRole('button', { name: 'Stop all of robolab/first-lab…' }).click()
    await stopShown(page, /^Stop 2 sessions$/)
    await closeDialog(page)
    await expect(lineOf(page, third)).toHaveCount(1)
    await isGone(server, second, another)
  })

  await test.step('the idle are stopped, as shown, and nobody who came meanwhile', async () => {
    await page.getByRole('button', { name: 'Stop idle sessions…' }).click()
    const listed = dialogOf(page).getByRole('region', { name: 'Sessions that are stopped' })
    const minutes = dialogOf(page).getByLabel('Idle for more than')
    await minutes.fill('0')
    await expect(dialogOf(page).getByText('At least a minute.')).toBeVisible()
    await expect(async () => {
      await minutes.fill('2')
      await minutes.fill('1')
      await expect(listed.getByText(third)).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 120_000 })
    await takeScreens(page, 'people-idle')
    const shown = await listed.getByRole('listitem').count()
    const meanwhile = await server.launch('robolab/second-lab', 'v2.3')
    await expect(listed.getByRole('listitem')).toHaveCount(shown)
    await stopShown(page, new RegExp(`^Stop ${shown} sessions?$`))
    await closeDialog(page)
    await expect(lineOf(page, meanwhile)).toHaveCount(1)
    await isGone(server, third)
  })
})

test('deletes pods instead while the hub is away, says so, and refuses a viewer', async ({
  page,
  browser,
  console,
  server: given,
}) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  const person = await server.launch('robolab/first-lab', 'main')
  await page.goto(`/s/${id}/launches`)
  await expect(lineOf(page, person)).toHaveCount(1)

  await test.step('a viewer sees, and stops nobody', async () => {
    const viewer = { name: 'Vera', password: 'a-long-enough-password' }
    await console.api.post('/api/users/add', { ...viewer, role: 'viewer' })
    const device = await browser.newContext({ baseURL: console.url })
    const origin = { origin: console.url }
    expect((await device.request.post('/api/sign-in', { data: viewer, headers: origin })).ok()).toBe(true)
    const page = await device.newPage()
    await page.goto(`/s/${id}/launches`)
    const stop = lineOf(page, person).getByRole('button', { name: /^Stop/ })
    await expect(stop).toHaveAttribute('aria-disabled', 'true')
    await expect(stop).toHaveAttribute('title', /viewer/)
    const pods = [{ kind: 'Pod', namespace: 'binder', name: `jupyter-${person}`, uid: 'x' }]
    const answer = await device.request.post(`/api/servers/${id}/sessions/stop`, {
      data: { pods, fingerprint: '', typed: '' },
      headers: origin,
    })
    expect(answer.status()).toBe(403)
    await device.close()
  })

  await test.step('without the hub nobody is called idle, and the pod is deleted', async () => {
    await server.kubectl('scale deployment hub -n binder --replicas 0')
    await expect(page.getByText('The hub does not answer.').first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/Who of them is idle is not known|One person is on it/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Stop idle sessions…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await takeScreens(page, 'people-hub-away')
    await lineOf(page, person).getByRole('button', { name: /^Stop/ }).click()
    await expect(dialogOf(page).getByText(/The pods are deleted instead/)).toBeVisible({ timeout: 20_000 })
    await stopShown(page, /^Stop 1 session$/)
    await expect(dialogOf(page).getByText(/Its pod was deleted instead\./)).toBeVisible()
    await takeScreens(page, 'people-deleted-instead')
    await closeDialog(page)
    expect(await server.kubectl('get pods -n binder --no-headers')).not.toContain(`jupyter-${person} `)
  })

  await test.step('it mends by itself when the hub is back', async () => {
    await server.kubectl('scale deployment hub -n binder --replicas 1')
    await expect(page.getByText('The hub does not answer.')).toHaveCount(0, { timeout: 120_000 })
  })
})

test('shows a build while it is built', async ({ page, console, server: given }) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  await page.goto(`/s/${id}/launches/builds`)
  await expect(page.getByText(/^No build is under way/)).toBeVisible()
  const name = `slow-build-${Date.now().toString(36)}`
  await server.beginLaunch(`robolab/${name}`)
  await expect(page.getByRole('rowheader', { name: new RegExp(`robolab/${name}`) })).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText(/Waiting|Building|Built/)
})
