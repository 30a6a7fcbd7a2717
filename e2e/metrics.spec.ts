import { installOf } from './support/install.ts'
import { onTheServer } from './support/on-the-server.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// What pods and nodes use: not measured, switched on from the page, measured.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

test('says that nobody measures, switches it on, and shows what is used', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  const install = installOf(console, id)

  await test.step('where there is no metrics-server, that is said', async () => {
    const plan = await install.proposedPlan()
    await install.savePlan({ ...plan, metricsServer: false })
    const { revision, steps } = await install.row()
    if (steps.find((step) => step.id === 'metrics-server')?.check.state === 'done') {
      await console.api.post(`/api/servers/${id}/install/undo`, { step: 'metrics-server', revision })
      await install.ended()
    }
    await page.goto(`/s/${id}/workloads`)
    await expect(page.locator('tr[data-uid]').first()).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('columnheader', { name: 'CPU' })).toBeHidden()
    await page.goto(`/s/${id}/cluster`)
    await expect(page.getByText('What pods and nodes use is not measured')).toBeVisible({ timeout: 20_000 })
    await expect(page.locator('tr[data-uid]')).toContainText('not measured')
    await takeScreens(page, 'metrics-absent')
  })

  await test.step('one click runs the step of the install, with all that it does told first', async () => {
    await page.getByRole('button', { name: 'Switch it on…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('microk8s enable metrics-server')).toBeVisible()
    await expect(dialog.getByText('is changed to have it')).toBeVisible()
    await takeScreens(page, 'metrics-switch-on')
    await dialog.getByRole('button', { name: 'Switch on metrics-server' }).click()
    await expect(dialog).toBeHidden()
    expect((await install.ended()).ended).toMatchObject({ how: 'finished' })
    const runs = await install.runs()
    expect(runs.some(({ title }) => title.includes('Use of memory and processor'))).toBe(true)
  })

  await test.step('nodes and pods say what they use', async () => {
    await expect(page.locator('tr[data-uid] .meter').last()).toBeVisible({ timeout: 90_000 })
    await expect(page.locator('.nodes-memory-used').last()).toHaveText(/\d [MG]B$/, { timeout: 90_000 })
    await expect(page.getByText('not measured')).toHaveCount(0)
    await takeScreens(page, 'metrics-nodes')
    await page.locator('tr[data-uid] th a').first().click()
    const drawer = page.getByRole('complementary')
    await expect(drawer.getByRole('img', { name: /^Memory in the last hour: now .* for pods/ })).toBeVisible()
    await takeScreens(page, 'metrics-node')

    // People come and go on the practice server, and a row that leaves is faint for a moment: not in the pictures.
    await page.goto(`/s/${id}/workloads?sort=memory&q=hub-`)
    await expect(page.locator('.pods-memory').first()).toHaveText(/\d [kMG]B/, { timeout: 90_000 })
    await takeScreens(page, 'metrics-pods')
    await page.locator('tr[data-uid]', { hasText: /hub-/ }).first().locator('a').click()
    await expect(drawer.getByRole('img', { name: /^CPU in the last hour: now / })).toBeVisible({
      timeout: 20_000,
    })
    await takeScreens(page, 'metrics-pod')
    const person = await onTheServer(console, id).launch('robolab/ros2-intro', 'main')
    await page.goto(`/s/${id}/launches`)
    const line = page.getByRole('row').filter({ hasText: `jupyter-${person}` })
    await expect(line.locator('.memory')).toHaveText(/^\d+(\.\d)? [MG]B of/, { timeout: 120_000 })
    await takeScreens(page, 'metrics-people')
  })
})
