import { releasesOf } from '../support/releases.ts'
import { takeScreens } from '../support/screens.ts'
import { expect, test } from '../support/test.ts'
import { withBinderHub } from '../support/with-binderhub.ts'

// The history of the release, what changed between two revisions, and the way back to an earlier one.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

test('shows what changed, and goes back to the revision before', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  const releases = releasesOf(console, id)
  const before = (await releases.config()).onServer ?? ''
  const first = (await releases.seen()).revisions[0]?.revision ?? 0

  const text = `${before}\nextraConfig:\n  00-test-token: "c.Test.value = 'of-this-test'"\n`
  await releases.apply(text, 'A word for the tests')

  await page.goto(`/s/${id}/releases`)
  await test.step('the newest revision is told with who, what and from which file', async () => {
    const newest = page.locator(`[data-revision="${first + 1}"]`)
    await expect(newest).toContainText('Running')
    await expect(newest).toContainText('Ada')
    await expect(newest).toContainText('A word for the tests')
    await expect(newest).toContainText('binder.yaml 1')
    await expect(page.getByText(`Revision ${first + 1} runs, and it was found well`)).toBeVisible()
  })

  await test.step('what changed: values by their place with secrets hidden, objects without noise', async () => {
    const changes = page.getByRole('region', { name: 'What changed' })
    await expect(changes.getByText('extraConfig.00-test-token')).toBeVisible()
    await expect(changes.getByText('of-this-test')).toHaveCount(0)
    await expect(changes.getByText(/^BinderHub’s page/)).toBeVisible()
    await takeScreens(page, 'releases')
  })

  await test.step('goes back: told before, a run, looked at afterwards', async () => {
    await page.getByRole('button', { name: `Go back to ${first}…` }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(`helm rollback binder ${first} --cleanup-on-fail`)).toBeVisible({
      timeout: 20_000,
    })
    await expect(dialog.getByText(/stays in the list/)).toBeVisible()
    await takeScreens(page, 'releases-go-back')
    await dialog.getByRole('button', { name: `Go back to revision ${first}` }).click()
    await expect(page).toHaveURL(/\/runs\/[a-z0-9]+$/, { timeout: 60_000 })
    await expect(page.getByText(`BinderHub is as it was in revision ${first}`).first()).toBeVisible({
      timeout: 200_000,
    })
  })

  await test.step('the file on the server is the one of that revision again, and nothing drifts', async () => {
    await page.goto(`/s/${id}/releases`)
    await expect(page.locator(`[data-revision="${first + 2}"]`)).toContainText(`Back to revision ${first}`)
    const { onServer, drift } = await releases.config()
    expect(onServer).not.toContain('of-this-test')
    expect(drift).toEqual([])
  })
})
