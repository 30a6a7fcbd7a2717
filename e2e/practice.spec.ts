import { account, installOf, online } from './support/install.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

// The server that the console brings along, at the speed that a person sees.

test.setTimeout(600_000)

test('is added by a button, installed on within a minute in spite of what goes wrong, and reset', async ({
  page,
  console,
}) => {
  test.skip((process.env.BINDERY_E2E_SERVER ?? '') !== '', 'it is the console itself that brings this server')
  await page.goto('/servers')
  await takeScreens(page, 'practice-offered')
  await page.getByRole('button', { name: 'Add the practice server' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Add the practice server' }).click()
  await expect(page).toHaveURL(/\/s\/[a-z0-9]+$/)
  const id = page.url().split('/').at(-1) ?? ''
  await online(console, id)
  const install = installOf(console, id)

  await page.getByRole('link', { name: 'Install BinderHub' }).click()
  await expect(page.getByRole('heading', { name: 'Addresses for services' })).toBeVisible({ timeout: 20_000 })
  await page.getByLabel('Account').fill(account.name)
  await page.getByLabel('Access token').fill(account.token)
  await page.getByRole('button', { name: /^Install, \d+ steps/ }).click()
  await expect(page.getByRole('heading', { name: /^Step \d+ of \d+\./ })).toBeVisible({ timeout: 30_000 })

  // Too quick to be caught at work.
  await expect(async () => expect((await install.step('metallb')).lastRun).not.toBeNull()).toPass({
    timeout: 60_000,
    intervals: [300],
  })
  await page.goto(`/s/${id}/install/metallb`)
  await takeScreens(page, 'practice-pool')
  const row = await install.ended(180_000)
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })

  await test.step('both things went wrong, and were mended', async () => {
    const said = async (step: 'metallb' | 'builder'): Promise<string> =>
      await install.transcript((await install.step(step)).lastRun?.runId ?? '')
    expect(await said('metallb')).toContain('kubectl patch ipaddresspool')
    expect(await said('builder')).toContain('rmdir -- /var/run/dind/docker.sock')
  })

  await test.step('people come', async () => {
    await page.goto(`/s/${id}/workloads`)
    await expect(page.getByRole('rowheader', { name: /^jupyter-/ }).first()).toBeVisible({ timeout: 60_000 })
    await takeScreens(page, 'practice-people')
  })

  await test.step('and it is made bare again', async () => {
    await page.goto('/servers')
    await page.getByRole('button', { name: 'Reset the practice server' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reset the practice server' }).click()
    await online(console, id)
    await expect(async () => expect((await install.step('snap-install')).check.state).toBe('open')).toPass({
      timeout: 30_000,
      intervals: [500],
    })
  })
})
