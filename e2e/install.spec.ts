import type { Page } from '@playwright/test'
import type { InstallRow, StepId } from '../lib/shared/install.ts'
import type { TestConsole } from './support/console.ts'
import { account, installOf, online } from './support/install.ts'
import { takeScreens } from './support/screens.ts'
import type { ServerControl } from './support/server-control.ts'
import { expect, test } from './support/test.ts'
import type { TestServer } from './support/test-server.ts'

// The main job: from adding a server to a launched repository, as a person does it.

test.use({ own: 'practice' })
test.setTimeout(600_000)

/** A server on which nothing was done yet: where the given one can be made anew, it is. */
async function bare(server: TestServer, control: ServerControl): Promise<TestServer> {
  return control.can.has('renew') ? await control.renew() : server
}

async function addByWizard(page: Page, server: TestServer): Promise<string> {
  await page.goto('/servers/new')
  await page.getByLabel('Host name or address').fill(server.host)
  await page.getByLabel('SSH port').fill(String(server.port))
  await page.getByLabel('User', { exact: true }).fill(server.user)
  await page.getByLabel('Name in Bindery').fill('teach-02')
  await page.locator('label', { has: page.getByRole('radio', { name: 'Password', exact: true }) }).click()
  await page.getByLabel(`Password of ${server.user}`, { exact: true }).fill(server.password ?? '')
  await page.getByRole('button', { name: 'Meet this server' }).click()
  await page.getByRole('button', { name: 'They match, connect' }).click()
  await page.getByRole('link', { name: 'Open this server' }).click()
  await expect(page).toHaveURL(/\/s\/[a-z0-9]+$/)
  return page.url().split('/').at(-1) ?? ''
}

async function answerThePlan(page: Page, token = account.token): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Addresses for services' })).toBeVisible({ timeout: 20_000 })
  await page.getByLabel('Account').fill(account.name)
  await page.getByLabel('Access token').fill(token)
}

/** The chosen step's own transcript, as bytes. */
async function transcriptOf(console: TestConsole, id: string, step: 'snap-install'): Promise<string> {
  const install = installOf(console, id)
  const { lastRun } = await install.step(step)
  return await install.transcript(lastRun?.runId ?? '')
}

test('takes a bare server to a launched repository, watched, left and found again', async ({
  page,
  browser,
  console,
  server,
  control,
}) => {
  test.skip(server.password === undefined, 'the wizard of this test signs in with a password')
  const id = await addByWizard(page, await bare(server, control))
  await page.getByRole('link', { name: 'Install BinderHub' }).click()

  await test.step('the plan has answered itself, and refuses a token that may not push', async () => {
    await answerThePlan(page, 'readonly-token')
    await takeScreens(page, 'install-plan')
    await page.getByRole('button', { name: 'Check this login' }).click()
    await expect(page.getByText(/may read but not write|not push|only read/i).first()).toBeVisible({
      timeout: 20_000,
    })
    await takeScreens(page, 'install-plan-token')
    await page.getByLabel('Access token').fill(account.token)
    await page.getByLabel('Access token').blur()
  })

  await page.getByRole('button', { name: /^Install, \d+ steps/ }).click()
  await expect(page.getByRole('heading', { name: /^Step \d+ of \d+\./ })).toBeVisible({ timeout: 30_000 })
  const install = installOf(console, id)

  await test.step('two people watch the same step', async () => {
    await install.running('snap-install')
    // A context of its own is a device of its own; axe looks only at pages that were made this way.
    const device = await browser.newContext({ baseURL: console.url })
    await console.signIn(device)
    const other = await device.newPage()
    await other.goto(`/s/${id}/install`)
    await expect(other.getByRole('heading', { name: /^Step \d+ of \d+\./ })).toBeVisible()
    await takeScreens(other, 'install-running')
    await device.close()
  })

  await test.step('a reload changes nothing', async () => {
    await page.reload()
    await expect(page.getByRole('heading', { name: /^(Step \d+ of \d+|All)/ })).toBeVisible()
  })

  const row = await install.ended()
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })
  expect(row.steps.filter(({ check }) => check.state !== 'done' && check.state !== 'not-needed')).toEqual([])
  await expect(page.getByRole('heading', { name: /^All \d+ steps are done/ })).toBeVisible({
    timeout: 20_000,
  })
  await takeScreens(page, 'install-done')

  await test.step('a step keeps what it said', async () => {
    await page.goto(`/s/${id}/install/snap-install`)
    await expect(page.getByText(/snap install microk8s/).first()).toBeVisible()
    // The lines have their numbers beside them.
    await expect(page.locator('.termnumbers i').first()).toHaveText('1')
    expect(await transcriptOf(console, id, 'snap-install')).toContain('microk8s (1.32/stable)')
    await takeScreens(page, 'install-step-done')
  })

  await test.step('another token is noticed, and nothing is done twice for the same one', async () => {
    const { plan } = await install.row()
    if (plan === null) throw new Error('There is no plan.')
    const of = (id: StepId, { steps }: InstallRow) => steps.find((step) => step.id === id)?.check.state
    await install.savePlan(plan)
    const same = await install.row()
    expect([of('registry-check', same), of('config', same)]).toEqual(['done', 'done'])
    await install.savePlan(plan, 'dckr_pat_another')
    const other = await install.row()
    expect([of('registry-check', other), of('config', other)]).toEqual(['open', 'differs'])
    await install.savePlan(plan)
    expect(of('config', await install.row())).toBe('done')
  })

  await test.step('a viewer reads the plan', async () => {
    const password = 'a long password of vera'
    await console.api.post('/api/users/add', { name: 'vera', role: 'viewer', password })
    const device = await browser.newContext({ baseURL: console.url })
    await device.request.post('/api/sign-in', {
      data: { name: 'vera', password },
      headers: { origin: console.url },
    })
    const viewer = await device.newPage()
    await viewer.goto(`/s/${id}/install/plan`)
    await expect(viewer.getByText('This is the plan as it was saved last.')).toBeVisible()
    await expect(viewer.getByText(`Docker Hub, as ${account.name}`)).toBeVisible()
    await takeScreens(viewer, 'install-plan-viewer')
    await device.close()
  })

  await test.step('the live table shows its pods', async () => {
    await page.goto(`/s/${id}/workloads`)
    await expect(page.getByRole('rowheader', { name: /^hub-/ })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('Live').first()).toBeVisible()
    await takeScreens(page, 'workloads')
    await page.getByRole('searchbox').fill('binder-dind')
    await expect(page.getByRole('rowheader', { name: /^hub-/ })).toHaveCount(0)
    await expect(page.getByRole('rowheader', { name: /^binder-dind-/ })).toBeVisible()
  })
})

test('pauses after a step, goes on, and stops with a true word', async ({
  page,
  console,
  server,
  control,
}) => {
  const id = await console.addServer(await bare(server, control))
  await online(console, id)
  const install = installOf(console, id)
  await install.savePlan(await install.proposedPlan())
  await install.start()
  await install.running('snap-install')
  await page.goto(`/s/${id}/install`)
  await page.getByRole('button', { name: 'Pause after this step' }).click()
  const paused = await install.ended()
  expect(paused.ended).toMatchObject({ how: 'paused', step: 'snap-install' })
  await expect(page.getByRole('heading', { name: /^Paused\./ })).toBeVisible()
  await takeScreens(page, 'install-paused')

  await page.getByRole('button', { name: 'Go on' }).click()
  // An early step: enough is left to do while pictures are taken of the question.
  await install.running('storage')
  await page.getByRole('button', { name: 'Stop…' }).click()
  await takeScreens(page, 'install-stop')
  // Pictures take their time: where another step has begun meanwhile, the question is asked for that one.
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    const anew = dialog.getByRole('button', { name: 'Show what runs now' })
    if (await anew.isVisible()) await anew.click()
    await dialog.getByRole('button', { name: 'Stop now' }).click({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  const stopped = await install.ended()
  expect(stopped.ended?.how, JSON.stringify(stopped.ended)).toBe('stopped')
  await expect(page.getByRole('heading', { name: /^Stopped at step/ })).toBeVisible()
})
