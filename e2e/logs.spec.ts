import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { type RootShell, rootShell } from './support/pods.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// What pods print, in a browser, on either server.

test.use({ own: 'fast-practice', permissions: ['clipboard-read', 'clipboard-write'] })
test.setTimeout(420_000)

interface Place {
  page: Page
  id: string
  root: RootShell
}

const openLog = (page: Page, server: string, pod: string) =>
  page.goto(`/s/${server}/logs?of=Pod/default/${pod}`)
const lines = (page: Page) => page.getByRole('log')

/** All that the page has, by the clipboard: from its first line to its last, whatever of it is drawn. */
async function copyAll(page: Page): Promise<string[]> {
  const log = lines(page)
  await log.focus()
  // What is read of the past meanwhile moves the place, so that a key may have to be pressed again.
  const pressUntil = async (key: string, left: (element: Element) => number) =>
    await expect(async () => {
      await page.keyboard.press(key)
      expect(await log.evaluate(left)).toBeLessThan(30)
    }).toPass({ timeout: 10_000 })
  await pressUntil('Home', (element) => element.scrollTop)
  await log
    .locator('.t')
    .first()
    .click({ position: { x: 1, y: 6 } })
  await pressUntil('End', (element) => element.scrollHeight - element.clientHeight - element.scrollTop)
  const last = log.locator('.rw').last()
  const box = await last.boundingBox()
  if (!box) throw new Error('There is no last row.')
  await page.mouse.move(box.x + box.width - 2, box.y + 8)
  await page.keyboard.down('Shift')
  await page.mouse.click(box.x + box.width - 2, box.y + 8)
  await page.keyboard.up('Shift')
  await page.keyboard.press('Control+c')
  return (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
}

test('follows, filters and searches, whatever is printed, and keeps what builds said', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  const place = { page, id, root: rootShell(console, id) }
  await test.step('what comes, what was, and the run before', () => follows(place))
  await test.step('what a hostile pod prints', () => isNotMoved(place))
  await test.step('downloads, and a whole workload', () => downloads(place))
  await test.step('what a build said after its pod is gone', () => keepsBuilds(place))
})

test('loses and doubles nothing when the connection is cut for 20 s', async ({
  page,
  console,
  server,
  control,
}) => {
  control.needs('cut')
  const id = await withBinderHub(console, server)
  const root = rootShell(console, id)
  await root.makePod('e2e-counter', { main: 'i=0; while true; do i=$((i+1)); echo "n $i"; sleep 0.05; done' })
  await openLog(page, id, 'e2e-counter')
  await expect(
    lines(page)
      .getByText(/^n \d{2,}$/)
      .last(),
  ).toBeVisible({ timeout: 40_000 })
  await control.cut(20)
  await expect(page.getByText(/^Not live since/)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/^Not live since/)).toHaveCount(0, { timeout: 90_000 })
  await expect(async () => {
    const numbers = (await copyAll(page)).map((line) => Number(line.replace('n ', '')))
    expect(numbers.length).toBeGreaterThan(400)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  }).toPass({ timeout: 60_000 })
  await root.removePod('e2e-counter')
})

/** Follows, filters, searches, and shows the run before. */
async function follows({ page, id, root }: Place): Promise<void> {
  const script = `i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo "[I app] line $i"; done
echo "[W app] the disk is nearly full"; echo "[E app] it failed"; echo "  set in below it"
while true; do i=$((i+1)); echo "[I app] line $i"; sleep 2; done`
  await root.makePod('e2e-talker', { main: script })
  await openLog(page, id, 'e2e-talker')
  await expect(lines(page).getByText('it failed')).toBeVisible({ timeout: 40_000 })
  await expect(page.getByText('Following')).toBeVisible()
  await expect(
    lines(page)
      .getByText(/line 30[3-9]/)
      .last(),
  ).toBeVisible({ timeout: 20_000 })
  await takeScreens(page, 'logs')

  await test.step('by severity', async () => {
    await page.getByLabel('How severe').selectOption('warning')
    await expect(lines(page).locator('.l')).toHaveCount(3)
    await page.getByLabel('How severe').selectOption('error')
    await expect(lines(page).locator('.l')).toHaveText([/it failed/, /set in below it/])
    await page.getByLabel('How severe').selectOption('')
  })

  await test.step('by words and patterns, also one that never comes to an end', async () => {
    await lines(page).focus()
    await page.keyboard.press('/')
    const find = page.getByPlaceholder('Find')
    await find.fill('line 30')
    await expect(page.getByRole('status').filter({ hasText: /^\d+$/ })).toBeVisible()
    await find.press('Enter')
    await expect(lines(page).locator('mark.now')).toBeVisible()
    await page.getByRole('button', { name: 'As a pattern' }).click()
    await find.fill('line (2|4)0$')
    await page.getByRole('button', { name: 'Only lines that have it' }).click()
    await expect(lines(page).locator('.l')).toHaveCount(2)
    await find.fill('^(.+)+#$')
    await expect(page.getByText('Takes too long')).toBeVisible({ timeout: 10_000 })
    await find.fill('nearly')
    await expect(lines(page).locator('.l')).toHaveCount(1)
    await find.press('Escape')
    await expect(find).toHaveCount(0)
  })

  await test.step('away from the end, and back', async () => {
    await lines(page).focus()
    await page.keyboard.press('Home')
    await expect(page.getByRole('button', { name: /^Jump to now, \d+ new/ })).toBeVisible({ timeout: 15_000 })
    await expect(lines(page).getByText('line 1', { exact: false }).first()).toBeVisible()
    await page.getByRole('button', { name: /^Jump to now/ }).click()
    await expect(page.getByText('Following')).toBeVisible()
  })

  await test.step('and the run before', async () => {
    await root.makePod('e2e-crasher', { main: 'echo born; sleep 3; echo dying; exit 3' })
    await openLog(page, id, 'e2e-crasher')
    await expect(lines(page).getByText('The container ended, exit 3, and was started again.')).toBeVisible({
      timeout: 60_000,
    })
    await page.getByRole('button', { name: 'Previous run' }).click()
    await expect(lines(page).locator('.l')).toHaveText([/born/, /dying/])
  })
  await root.removePod('e2e-talker')
  await root.removePod('e2e-crasher')
}

/** Is not moved by what a pod prints, and keeps it when the pod goes. */
async function isNotMoved({ page, id, root }: Place): Promise<void> {
  const hostile = [
    `printf '\\033]0;owned\\007title\\n'`,
    `printf '\\033]8;;https://evil.example\\033\\\\click me\\033]8;;\\033\\\\\\n'`,
    `printf '\\033[2J\\033[H\\033[31mred\\033[0m\\n'`,
    `echo '<img src=x onerror=alert(1)><script>alert(2)</script>'`,
    `echo 'http://127.0.0.1:8888/lab?token=0123456789abcdef'`,
    `printf 'nul \\000 bell \\007\\n'`,
    'x=0123456789; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do x=$x$x; done; echo $x',
    'echo still here; sleep 1000',
  ].join('; ')
  await root.makePod('e2e-hostile', { main: hostile })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await openLog(page, id, 'e2e-hostile')
  await expect(lines(page).getByText('still here')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Wrap lines' }).click()
  const log = lines(page)
  await expect(log.getByText('click me')).toBeVisible()
  await expect(log.locator('a, img, script')).toHaveCount(0)
  await expect(log.locator('.c1')).toHaveText('red')
  await expect(log.getByText('<script>alert(2)</script>')).toBeVisible()
  await expect(log.locator('.mask')).toHaveText('hidden')
  const cut = await log.getByText(/more of this line in the download/).boundingBox()
  const below = await log.getByText('still here').boundingBox()
  expect(below?.y).toBeGreaterThanOrEqual((cut?.y ?? Number.NaN) + (cut?.height ?? 0) - 1)
  await expect(page).toHaveTitle(/^Logs/)
  expect(dialogs).toEqual([])
  await takeScreens(page, 'logs-hostile')
  await page.getByRole('button', { name: 'Wrap lines' }).click()

  await root.removePod('e2e-hostile')
  await expect(page.getByText('gone: it was deleted')).toBeVisible({ timeout: 30_000 })
  await expect(log.getByText('still here')).toBeVisible()
}

/** Downloads what kubectl prints, and shows a whole workload. */
async function downloads({ page, id, root }: Place): Promise<void> {
  await root.makePod(
    'e2e-printer',
    { main: 'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo "line $i of a log"; done; echo "the end"' },
    { restartPolicy: 'Never' },
  )
  await openLog(page, id, 'e2e-printer')
  await expect(lines(page).getByText('the end')).toBeVisible({ timeout: 60_000 })
  await page.getByLabel('Since when').selectOption('0')
  await expect(async () => expect(await copyAll(page)).toHaveLength(3_001)).toPass({ timeout: 40_000 })
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download all of it' }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  expect(file).toBe(await root.run('/snap/bin/microk8s kubectl logs e2e-printer'))
  expect(file.split('\n')).toHaveLength(3_002)
  await root.removePod('e2e-printer')

  await page.goto(`/s/${id}/logs?of=Deployment/binder/user-scheduler`)
  await expect.poll(async () => new Set(await lines(page).locator('.src').allInnerTexts()).size).toBe(2)
  await takeScreens(page, 'logs-workload')
}

/** Keeps what a build said after its pod is gone. */
async function keepsBuilds({ page, id, root }: Place): Promise<void> {
  const say = (phase: string, message: string) => `echo '${JSON.stringify({ phase, message })}'`
  const script = [
    say('building', 'Step 1/2 : FROM scratch\n'),
    'sleep 6',
    say('building', 'error    libmamba Could not solve for environment specs\n'),
    say('failed', 'The command returned a non-zero code: 1'),
    'exit 1',
  ].join('; ')
  await root.makePod(
    'build-e2e-kept',
    { builder: script },
    {
      labels: { component: 'binderhub-build' },
      annotations: { 'binder-repo': 'https://github.com/robolab/e2e-kept' },
      restartPolicy: 'Never',
      args: ['--ref', 'main'],
    },
  )
  await openLog(page, id, 'build-e2e-kept')
  await expect(lines(page).getByText('Step 1/2 : FROM scratch', { exact: true })).toBeVisible({
    timeout: 40_000,
  })
  await expect(lines(page).getByText('non-zero code')).toBeVisible({ timeout: 40_000 })
  await root.removePod('build-e2e-kept')

  await page.goto(`/s/${id}/launches/ended`)
  const row = page.getByRole('row').filter({ hasText: 'robolab/e2e-kept' })
  await expect(row.getByText('Build failed')).toBeVisible({ timeout: 30_000 })
  await takeScreens(page, 'builds-ended')
  await row.getByRole('link').click()
  await expect(lines(page).locator('.l')).toHaveText([/Step 1\/2/, /libmamba/, /non-zero code: 1/])
  await takeScreens(page, 'build-kept')
}
