import { releasesOf } from '../support/releases.ts'
import { takeScreens } from '../support/screens.ts'
import { expect, test } from '../support/test.ts'
import { withBinderHub } from '../support/with-binderhub.ts'

// A release that a killed Helm left: recognised, explained, and put right in one confirmed step.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

test('a release that was cut off, and one that failed, are put right in one step', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  const releases = releasesOf(console, id)
  const good = (await releases.seen()).revisions[0]?.revision ?? 0

  const cutOff = await releases.leave('pending-upgrade', 'Preparing upgrade')
  await page.goto(`/s/${id}/releases`)
  await expect(page.getByText(`Revision ${cutOff} was cut off: Helm calls it pending-upgrade`)).toBeVisible()
  await takeScreens(page, 'releases-cut-off')
  await page.getByRole('button', { name: `Go back to revision ${good}…` }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(`helm rollback binder ${good}`)).toBeVisible({ timeout: 20_000 })
  await takeScreens(page, 'releases-repair')
  await dialog.getByRole('button', { name: `Go back to revision ${good}` }).click()
  await expect(page).toHaveURL(/\/runs\/[a-z0-9]+$/, { timeout: 60_000 })
  await expect(page.getByText(`BinderHub is as it was in revision ${good}`).first()).toBeVisible({
    timeout: 200_000,
  })
  const mended = await releases.seen()
  expect(mended.trouble).toBeNull()
  expect(mended.revisions[0]).toMatchObject({ status: 'deployed', said: `Rollback to ${good}` })

  const failed = await releases.leave('failed', 'pre-upgrade hooks failed: job failed: BackoffLimitExceeded')
  await page.goto(`/s/${id}/releases`)
  await expect(page.getByText(`Revision ${failed} failed: pre-upgrade hooks failed`)).toBeVisible()
  await expect(
    page.getByText('A job that the chart runs before or after a change did not end well'),
  ).toBeVisible()
  const { id: run } = (await console.api.post(`/api/servers/${id}/releases/repair`, {
    revision: failed,
  })) as {
    id: string
  }
  expect((await releases.ended(run)).status).toMatchObject({ state: 'exited', code: 0 })
  expect((await releases.seen()).trouble).toBeNull()

  for (const revision of [cutOff, failed]) await releases.takeOut(revision)
})
