import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expectAccessible } from './support/accessibility.ts'
import { ApiRefusal, createApiClient } from './support/api-client.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

const PASSWORD = 'a password of some length'

test.describe('on the first start', () => {
  test.use({ account: 'nobody' })

  test('the one-time link creates the administrator, once', async ({ page, console }) => {
    const code = await console.process().setupCode()
    await page.goto('/servers')
    await expect(page).toHaveURL(/\/welcome$/)
    await takeScreens(page, 'welcome')

    await page.goto(`/welcome#code=${code}`)
    await expect(page.getByLabel('Setup code')).toHaveValue(code)
    expect(page.url()).not.toContain(code)
    await page.getByLabel('User name').fill('mara')
    await page.getByLabel('Password', { exact: true }).fill('too short')
    await page.getByRole('button', { name: 'Create account and sign in' }).click()
    await expect(page.getByText('at least 14 characters')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account and sign in' }).click()
    await expect(page).toHaveURL(/\/servers\/new$/)

    const second = createApiClient(() => console.url)
    const again = second.post('/api/setup', { code, name: 'eve', password: PASSWORD })
    await expect(again).rejects.toMatchObject({ problem: { code: 'setup_closed' } })
    await page.goto('/welcome')
    await expect(page).not.toHaveURL(/welcome/)
  })

  test('a wrong code is refused in words', async ({ page }) => {
    await page.goto('/welcome#code=AAAA-BBBB-CCCC')
    await page.getByLabel('User name').fill('mara')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account and sign in' }).click()
    await expect(
      page
        .getByText(/code/i)
        .filter({ hasText: /not|wrong|another/ })
        .first(),
    ).toBeVisible()
    await expect(page).toHaveURL(/\/welcome$/)
  })
})

test('signs out and in again, and leads back to where one wanted to go', async ({ page, console }) => {
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await takeScreens(page, 'sign-in')

  await page.goto('/admin')
  await expect(page).toHaveURL('/sign-in?next=%2Fadmin')
  await page.getByLabel('User name').fill(console.administrator.name)
  await page.getByLabel('Password', { exact: true }).fill('not this one at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('do not belong together')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(console.administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/admin')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('slows down whoever tries passwords', async ({ console }) => {
  const stranger = createApiClient(() => console.url)
  const codes: string[] = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const refusal = await stranger
      .post('/api/sign-in', { name: console.administrator.name, password: `guess ${attempt}` })
      .catch((error: unknown) => error)
    if (!(refusal instanceof ApiRefusal)) throw new Error('A guess was let in.')
    codes.push(refusal.problem.code)
  }
  expect(codes.slice(0, 3)).toEqual(Array(3).fill('wrong_sign_in'))
  expect(codes.at(-1)).toBe('slow_down')
})

test('shows devices, and ends one of them at once', async ({ page, console, browser }) => {
  const other = await browser.newContext({ baseURL: console.url })
  await console.signIn(other)
  const otherPage = await other.newPage()
  await otherPage.goto('/servers')
  await expect(otherPage.getByRole('heading', { level: 1 })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await takeScreens(page, 'account')
  await page.getByRole('button', { name: /Sign out \d+ other device/ }).click()
  // Without a reload: the socket of the other device is closed, and its page leaves.
  await expect(otherPage).toHaveURL(/\/sign-in/, { timeout: 10_000 })
  await page.reload()
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await other.close()
})

test('a viewer sees everything and changes nothing', async ({ page, console, browser }) => {
  await page.goto('/admin')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('vera')
  await dialog.getByLabel('First password').fill(PASSWORD)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add vera' }).click()
  await expect(page.getByRole('row', { name: /vera/ })).toContainText('Viewer')
  await takeScreens(page, 'admin')

  const vera = createApiClient(() => console.url)
  await vera.post('/api/sign-in', { name: 'vera', password: PASSWORD })
  for (const path of ['/api/servers/meet', '/api/users/add', '/api/servers/abcdefghijkmnpqrstuv/runs/start'])
    await expect(vera.post(path)).rejects.toMatchObject({ status: 403 })
  await expect(vera.get('/api/users')).rejects.toMatchObject({ status: 403 })
  await expect(vera.get('/api/me')).resolves.toMatchObject({ role: 'viewer' })

  const context = await browser.newContext({ baseURL: console.url })
  const [name, value] = vera.cookie().split('=')
  await context.addCookies([{ name: name ?? '', value: value ?? '', url: console.url }])
  const viewer = await context.newPage()
  await viewer.goto('/servers/new')
  await expect(viewer.getByText('Adding a server is for administrators.')).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Meet this server' })).toHaveCount(0)
  await expect(viewer.getByText('You are a viewer: you see everything and change nothing.')).toBeVisible()
  await viewer.goto('/admin')
  await expect(viewer.getByText('Who may sign in is for administrators.')).toBeVisible()
  await context.close()
})

test('a new password ends every other session', async ({ page, console }) => {
  const elsewhere = createApiClient(() => console.url)
  await elsewhere.post('/api/sign-in', console.administrator)
  await page.goto('/account')
  await page
    .getByRole('button', { name: /Change…/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Present password').fill(console.administrator.password)
  await dialog.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: /Change/ }).click()
  await expect(dialog).toBeHidden()
  await expect(elsewhere.get('/api/me')).rejects.toMatchObject({ status: 401 })
  await expect(
    elsewhere.post('/api/sign-in', { ...console.administrator, password: PASSWORD }),
  ).resolves.toBeTruthy()
})

test('the command line lets the locked-out in', async ({ console }) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      'lib/server/admin.ts',
      'reset-password',
      console.administrator.name,
      '--data-folder',
      console.dataFolder,
    ],
    { cwd: join(import.meta.dirname, '..') },
  )
  const client = createApiClient(() => console.url)
  const printed = stdout.split(/\s+/).filter((word) => word.length >= 14)
  const outcomes = await Promise.allSettled(
    printed
      .slice(0, 3)
      .map((password) => client.post('/api/sign-in', { name: console.administrator.name, password })),
  )
  expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true)
})

test('foreign origins, hosts and methods are refused', async ({ console }) => {
  const cookie = console.api.cookie()
  const ask = (init: RequestInit & { headers?: Record<string, string> }) =>
    fetch(`${console.url}/api/users/add`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json', ...init.headers },
    })
  const body = JSON.stringify({ name: 'eve', role: 'administrator', password: PASSWORD })
  expect((await ask({ method: 'POST', body })).status).toBe(403)
  expect((await ask({ method: 'POST', body, headers: { origin: 'http://127.0.0.1:1' } })).status).toBe(403)
  expect((await ask({ method: 'PUT', body, headers: { origin: console.url } })).status).toBe(405)
  const page = await fetch(`${console.url}/sign-in`)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
  expect(policy).toContain("frame-ancestors 'none'")
})

test('stops cleanly, and starts again with the session intact', async ({ page, console }) => {
  await page.goto('/servers')
  const end = await console.stop()
  expect(end.code).toBe(0)
  expect(end.tookMs).toBeLessThan(5_000)
  await console.start()
  await page.reload()
  await expect(page).toHaveURL(/\/servers/)
})
