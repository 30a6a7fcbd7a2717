import type { Page } from '@playwright/test'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// binder.yaml: read from the server, checked as it is typed, saved, put into use, and gone back from.

test.use({ own: 'fast-practice' })
test.setTimeout(420_000)

const editor = (page: Page) => page.getByLabel('binder.yaml')

/** Types at the end of the file. */
async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+End')
  // Pasted, so that the editor indents nothing by itself.
  await page.evaluate(async (pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
}

test('edits, checks, saves, upgrades with a launch, and goes back', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  await page.goto(`/s/${id}/config`)
  await expect(editor(page)).toContainText('image_prefix')
  await expect(page.getByText(/^This is how the server has it|is in use/).first()).toBeVisible()

  await test.step('a trap that Helm would take is named at its line, and mended by its button', async () => {
    await typeAtEnd(page, '\njupyterhub:\n  singleuser:\n    memory:\n      limit: 3Gi\n')
    const problems = page.getByRole('region', { name: 'Problems' })
    const wrong = problems.locator('[data-rule="duplicate-key"], [data-rule="memory-unit"]')
    await expect(wrong.first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Upgrade…' })).toBeDisabled()
    await takeScreens(page, 'config-mistake')
    await page.getByRole('button', { name: 'Drop my changes' }).click()
    await expect(wrong).toHaveCount(0)
  })

  await test.step('a draft survives a reload', async () => {
    await typeAtEnd(page, '\n# kept over a reload\n')
    await expect(page.getByText(/^Your changes are not saved yet/)).toBeVisible()
    await page.reload()
    await expect(editor(page)).toContainText('# kept over a reload')
  })

  await test.step('saved, described, and put into use', async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Revision 1 is saved, and not in use yet/)).toBeVisible()
    await page.getByRole('button', { name: 'Upgrade…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('# kept over a reload')).toBeVisible()
    await expect(dialog.getByText(/helm upgrade binder jupyterhub\/binderhub/)).toBeVisible({
      timeout: 20_000,
    })
    await takeScreens(page, 'config-apply')
    await dialog.getByRole('button', { name: 'Upgrade' }).click()
    await expect(page).toHaveURL(/\/runs\/[a-z0-9]+$/)
    await expect(page.getByText(/revision 1 of binder.yaml is in use/).first()).toBeVisible({
      timeout: 200_000,
    })
    await page.goto(`/s/${id}/config`)
    await expect(page.getByText(/^Revision 1 is in use/)).toBeVisible({ timeout: 20_000 })
    await takeScreens(page, 'config-in-use')
  })

  await test.step('what the chart would refuse is said before it is asked', async () => {
    await typeAtEnd(page, '\nnotAKeyOfTheChart: 1\n')
    await expect(page.getByText(/^The chart knows no notAKeyOfTheChart at the top/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Upgrade…' })).toBeDisabled()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Everything is saved.')).toBeVisible()
    await expect(page.getByText('The file on the server is not revision 2')).toBeVisible()
  })

  await test.step('an earlier text comes back as a draft', async () => {
    await page.getByLabel('Take an earlier text').selectOption('1')
    await expect(editor(page)).not.toContainText('notAKeyOfTheChart')
  })
})

test('two people: the second sees what the first saved, and loses nothing', async ({
  page,
  browser,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  await page.goto(`/s/${id}/config`)
  await typeAtEnd(page, '\n# mine\n')
  const device = await browser.newContext({ baseURL: console.url })
  await console.signIn(device)
  const other = await device.newPage()
  await other.goto(`/s/${id}/config`)
  await typeAtEnd(other, '\n# theirs\n')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(other.getByText(/is saved, and not in use yet/)).toBeVisible()
  await device.close()

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/has saved revision 1 meanwhile/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^Somebody has saved revision 1 while you were typing/)).toBeVisible()
  await page.getByRole('button', { name: 'Compare' }).click()
  await takeScreens(page, 'config-overtaken')
  await page.getByRole('button', { name: 'Keep mine, as the next one' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Revision 2 is saved/)).toBeVisible()
})
