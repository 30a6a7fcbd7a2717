import type { Page } from '@playwright/test'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import type { TestServer } from './support/test-server.ts'

/** Fills in the first step of the wizard as far as the address goes. */
async function introduce(page: Page, server: TestServer, name: string): Promise<void> {
  await page.goto('/servers/new')
  await page.getByLabel('Host name or address').fill(server.host)
  await page.getByLabel('SSH port').fill(String(server.port))
  await page.getByLabel('User', { exact: true }).fill(server.user)
  await page.getByLabel('Name in Bindery').fill(name)
}

/** The radio itself is hidden behind its label, as a person sees it. */
const chooseWay = (page: Page, way: string) =>
  page.locator('label', { has: page.getByRole('radio', { name: way, exact: true }) }).click()

async function meet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Meet this server' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

const confirmKey = (page: Page) => page.getByRole('button', { name: 'They match, connect' }).click()
const openServer = (page: Page) => page.getByRole('link', { name: 'Open this server' }).click()

/** A password where the server has one; its key otherwise. */
async function fillSignIn(page: Page, server: TestServer): Promise<void> {
  if (server.password === undefined) {
    await chooseWay(page, 'My key')
    await page
      .getByLabel(/private key/i)
      .first()
      .fill(server.privateKey())
  } else {
    await chooseWay(page, 'Password')
    await page.getByLabel(`Password of ${server.user}`, { exact: true }).fill(server.password)
  }
}

test('adds a server: host key compared, looked around, opened', async ({ page, server }) => {
  await page.goto('/servers')
  await expect(page.getByText('No server yet.')).toBeVisible()
  await takeScreens(page, 'servers-empty')

  await introduce(page, server, 'binder-01')
  await takeScreens(page, 'add-server')
  await fillSignIn(page, server)
  await meet(page)

  const dialog = page.getByRole('dialog')
  const shown = ((await dialog.getByText('SHA256:').first().textContent()) ?? '').replace(/\s/g, '')
  expect(shown).toContain(server.hostKeySha256)
  const paste = dialog.getByLabel('Or paste what it printed and Bindery compares')
  await paste.fill(`256 SHA256:${'A'.repeat(43)} root@elsewhere (ED25519)`)
  await expect(dialog.getByText('Not the same key')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'They match, connect' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await paste.fill(`256 ${server.hostKeySha256} root@server (ED25519)`)
  await expect(dialog.getByText('The same.')).toBeVisible()
  await takeScreens(page, 'host-key')
  await confirmKey(page)

  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Cores and memory/ })).toBeVisible()
  await takeScreens(page, 'look-around')
  await openServer(page)
  await expect(page).toHaveURL(/\/s\/[a-z0-9]+$/)
  await expect(page.getByText('Live').first()).toBeVisible()
  await takeScreens(page, 'overview')

  await page.goto('/servers')
  await expect(page.getByText('binder-01').first()).toBeVisible()
  await takeScreens(page, 'servers')
})

test('says what is wrong with a password, and goes on where it was mended', async ({ page, server }) => {
  test.skip(server.password === undefined, 'this server takes no password')
  await introduce(page, server, 'mistyped')
  await chooseWay(page, 'Password')
  await page.getByLabel(`Password of ${server.user}`, { exact: true }).fill('not the password')
  await meet(page)
  await confirmKey(page)
  await expect(page.getByText('does not accept this password').first()).toBeVisible()
  await takeScreens(page, 'wrong-password')
  await page.getByRole('button', { name: /^Type it/ }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/^Password of/)
    .fill(server.password ?? '')
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByText('Nothing was changed.')).toBeVisible({ timeout: 20_000 })
})

test('makes a key of its own with the password given once', async ({ page, server, console }) => {
  test.skip(server.password === undefined, 'this server takes no password')
  await introduce(page, server, 'own-key')
  await chooseWay(page, 'A new key for this server')
  await page.getByLabel(`Password of ${server.user}, used once`).fill(server.password ?? '')
  await page.getByLabel(`sudo password of ${server.user}`).fill(server.password ?? '')
  await meet(page)
  await confirmKey(page)
  await expect(page.getByText('Nothing was changed.')).toBeVisible({ timeout: 20_000 })
  await openServer(page)
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await expect(page.getByText('a key made for this server')).toBeVisible()
  const rows = page.url().split('/')
  const row = await console.api.get(`/api/servers/${rows[4]}`)
  expect(row).toMatchObject({ signIn: 'own-key', link: { state: 'online' } })
  expect(JSON.stringify(row)).not.toContain(server.password)
})

test('explains an address where nothing listens, and one that is no SSH server', async ({
  page,
  console,
}) => {
  await page.goto('/servers/new')
  await page.getByLabel('Host name or address').fill('127.0.0.1')
  await page.getByLabel('SSH port').fill('1')
  await page.getByLabel('User', { exact: true }).fill('ubuntu')
  await chooseWay(page, 'SSH agent')
  await page.getByRole('button', { name: 'Meet this server' }).click()
  await expect(page.getByText('nothing listens on port 1')).toBeVisible()
  await page.getByLabel('SSH port').fill(new URL(console.url).port)
  await page.getByRole('button', { name: 'Meet this server' }).click()
  await expect(page.getByText('does not speak SSH')).toBeVisible()
  await page.getByLabel('Host name or address').fill('no-such-host.invalid')
  await page.getByRole('button', { name: 'Meet this server' }).click()
  await expect(page.getByText(/is not known|did not answer for/)).toBeVisible({ timeout: 30_000 })
  // Nothing that was typed is lost on the way.
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('ubuntu')
})

test('tests a connection stage by stage', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}/settings`)
  await page.getByRole('button', { name: 'Test the connection' }).click()
  const test = page.locator('section', { has: page.getByRole('heading', { name: 'Test' }) })
  for (const stage of ['Its name leads', 'Its SSH port', 'host key', 'sign in', 'becomes root', 'looked at'])
    await expect(test.getByText(stage).first()).toBeVisible()
  await takeScreens(page, 'settings')
})

test('asks again for a password that was kept in memory only', async ({ page, console, server }) => {
  test.skip(server.password === undefined, 'this server takes no password')
  const answer = await console.api.post('/api/servers/add', {
    name: server.name,
    host: server.host,
    port: server.port,
    jump: null,
    user: server.user,
    signIn: { kind: 'password', password: server.password },
    root: {},
    keepSecrets: false,
    hostKey: server.hostKeySha256,
  })
  const { id } = answer as { id: string }
  await console.stop()
  await console.start()
  await page.goto(`/s/${id}`)
  await expect(page.getByText('kept in memory only').first()).toBeVisible()
  await page.getByRole('button', { name: /^Type it/ }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/^Password of/)
    .fill(server.password ?? '')
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByText('Live').first()).toBeVisible({ timeout: 20_000 })
})

test('shows a lost link truthfully and recovers by itself', async ({ page, console, server, control }) => {
  control.needs('cut')
  const id = await console.addServer(server)
  await page.goto(`/s/${id}`)
  await expect(page.getByText('Live').first()).toBeVisible()
  await control.cut(40)
  await expect(page.getByText('does not answer').first()).toBeVisible({ timeout: 35_000 })
  await expect(page.getByText(/Stale since/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run a script…' })).toHaveAttribute('aria-disabled', 'true')
  await takeScreens(page, 'overview-stale')
  await expect(page.getByText('Live').first()).toBeVisible({ timeout: 80_000 })
  await expect(page.getByText('does not answer')).toBeHidden()
})

test('says that Bindery itself is away, and comes back with it', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}`)
  await expect(page.getByText('Live').first()).toBeVisible()
  await console.kill9()
  await expect(
    page.getByText(/Bindery does not answer|connection to Bindery|Bindery itself/i).first(),
  ).toBeVisible({ timeout: 20_000 })
  await takeScreens(page, 'console-away')
  await console.start()
  await expect(page.getByText('Live').first()).toBeVisible({ timeout: 30_000 })
})

test('forgets a server when its name is typed, and leaves the server alone', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}/settings`)
  await page.getByRole('button', { name: 'Forget…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('everything on the server')).toBeVisible()
  await dialog.getByRole('textbox').fill('something else')
  await dialog.getByRole('button', { name: 'Forget this server' }).click()
  await expect(dialog.getByText('This is not the name of the server')).toBeVisible()
  await dialog.getByRole('textbox').fill(server.name)
  await dialog.getByRole('button', { name: 'Forget this server' }).click()
  await expect(page).toHaveURL(/\/servers$/)
  await expect(console.api.get(`/api/servers/${id}`)).rejects.toMatchObject({ status: 404 })
})

test('works with the keyboard alone', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}`)
  await expect(page.getByText('Live').first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused()
  const run = page.getByRole('button', { name: 'Run a script…' })
  for (let presses = 0; presses < 40; presses += 1) {
    if (await run.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(run).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(run).toBeFocused()
})

test('stands still for those who ask their system for it', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  await page.goto(`/s/${id}`)
  await expect(page.getByText('Live').first()).toBeVisible()
  // Without the wish the live badge pulses: the test would notice if it counted nothing.
  expect(await moving()).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await moving()).toBe(0)
})
