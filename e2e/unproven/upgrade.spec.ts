import type { ChartsSeen } from '../../lib/shared/chart-choice.ts'
import { chartChoices } from '../../lib/shared/chart-choice.ts'
import type { Rehearsal } from '../../lib/shared/rehearsal.ts'
import { releasesOf } from '../support/releases.ts'
import { takeScreens } from '../support/screens.ts'
import { expect, test } from '../support/test.ts'
import { withBinderHub } from '../support/with-binderhub.ts'

// Another version of the chart: chosen, rehearsed, put into use, and gone back from.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

test('rehearses another version, upgrades to it, and goes back', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  const releases = releasesOf(console, id)
  const charts = (await console.api.get(`/api/servers/${id}/charts`)) as ChartsSeen
  const choices = chartChoices(charts)
  const running = choices.find(({ runs }) => runs)
  const target = choices.find(({ runs, whyNot }) => !runs && whyNot === null)
  if (running === undefined || target === undefined)
    throw new Error(`Too few versions: ${JSON.stringify(charts)}`)
  const short = (version: string): string => version.replace(/^.*\.git\./, '')
  const first = (await releases.seen()).revisions[0]?.revision ?? 0

  await test.step('the picker marks what runs and what is newest', async () => {
    await page.goto(`/s/${id}/releases/rehearsal`)
    await expect(page.getByText('It would go through').first()).toBeVisible({ timeout: 40_000 })
    await page.getByRole('button', { name: 'Choose another version…' }).click()
    await expect(page.locator('.one-chart').filter({ hasText: short(running.version) })).toContainText(
      'runs now',
    )
    await page.getByRole('radio', { name: short(target.version) }).check()
  })

  await test.step('one verdict; what the chart no longer takes is mended by its button', async () => {
    const verdict = page.locator('.note').filter({ hasText: 'It would' })
    await expect(verdict).toBeVisible({ timeout: 40_000 })
    const mend = page.getByRole('button', { name: 'Take it out' })
    if ((await verdict.textContent())?.includes('not go through')) {
      await expect(page.getByText(/What Helm says/)).toBeVisible()
      await takeScreens(page, 'rehearsal-refused')
      await mend.first().click()
      await expect(page.getByText('With revision 1 of binder.yaml')).toBeVisible()
      await expect(page.getByText('It would go through').first()).toBeVisible({ timeout: 40_000 })
    }
    await expect(page.getByRole('region', { name: 'What changes' })).toBeVisible()
    await takeScreens(page, 'rehearsal')
  })

  await test.step('a rehearsal takes less than 5 s once the chart is known', async () => {
    const { latest } = await releases.config()
    const again = (await console.api.get(
      `/api/servers/${id}/releases/rehearsal?number=${latest?.number ?? 0}&chart=${encodeURIComponent(target.version)}`,
    )) as Rehearsal
    globalThis.console.log(`Rehearsal: ${again.tookMs} ms`)
    expect(again.refusal).toBeNull()
  })

  await test.step('upgrades to it, and the plan follows', async () => {
    await page.getByRole('button', { name: 'Upgrade…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(`--version ${target.version}`)).toBeVisible({ timeout: 20_000 })
    await dialog.getByRole('button', { name: 'Upgrade', exact: true }).click()
    await expect(page).toHaveURL(/\/runs\/[a-z0-9]+$/, { timeout: 60_000 })
    await expect(page.getByText(/of binder.yaml is in use/).first()).toBeVisible({ timeout: 200_000 })
    await page.goto(`/s/${id}/releases`)
    await expect(page.locator(`[data-revision="${first + 1}"]`)).toContainText(short(target.version))
    await expect(async () => {
      const row = (await console.api.get(`/api/servers/${id}/config`)) as {
        release: { chartVersion: string }
      }
      expect(row.release.chartVersion).toBe(target.version)
    }).toPass()
    await takeScreens(page, 'releases-upgraded')
  })

  await test.step('goes back to the chart of before', async () => {
    const { id: run } = (await console.api.post(`/api/servers/${id}/releases/roll-back`, {
      revision: first,
      prove: false,
      goBack: false,
    })) as { id: string }
    expect((await releases.ended(run)).status).toMatchObject({ state: 'exited', code: 0 })
    expect((await releases.seen()).revisions[0]).toMatchObject({ status: 'deployed', chart: running.version })
  })
})
