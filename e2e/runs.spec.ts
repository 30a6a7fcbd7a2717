import { createHash, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { RunRow } from '../lib/shared/run-row.ts'
import type { TestConsole } from './support/console.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'

/** 200 lines in about two seconds, with what breaks careless transcripts, and a mark of every time it began. */
const COUNTING = `echo began >> /tmp/bindery-e2e-$COUNTER
for i in $(seq 1 200); do
  printf 'line %d \\033[3%dmin colour\\033[0m, é ü 漢字 🧵\\n' "$i" "$((i % 7 + 1))"
  sleep 0.01
done
printf 'a bar\\rb\\n\\000\\377 bytes\\n'
exit 7
`

const newCounter = () => randomUUID()

const start = async (console: TestConsole, server: string, title: string, script: string): Promise<string> =>
  ((await console.api.post(`/api/servers/${server}/runs/start`, { title, script })) as { id: string }).id

const rowOf = async (console: TestConsole, run: string): Promise<RunRow> =>
  ((await console.api.get(`/api/runs/${run}`)) as { run: RunRow }).run

async function ended(console: TestConsole, run: string, timeout = 60_000): Promise<RunRow> {
  await expect
    .poll(async () => (await rowOf(console, run).catch(() => null))?.endedAt ?? null, {
      timeout,
      intervals: [100],
    })
    .not.toBeNull()
  return rowOf(console, run)
}

/** Waits for the first bytes, so that what breaks the run breaks it in the middle. */
const underWay = (console: TestConsole, run: string) =>
  expect
    .poll(async () => (await rowOf(console, run)).bytes, { timeout: 20_000, intervals: [20] })
    .toBeGreaterThan(500)

async function transcript(console: TestConsole, run: string): Promise<Buffer> {
  const response = await fetch(`${console.url}/api/runs/${run}/transcript`, {
    headers: { cookie: console.api.cookie() },
  })
  return Buffer.from(await response.arrayBuffer())
}

/** Asks the server itself, by another run, what its log is and how often the script began. */
async function demandOnceAndIdentical(
  console: TestConsole,
  server: string,
  run: string,
  mark: string,
): Promise<void> {
  const script = `sha256sum < /var/lib/bindery/runs/${run}/log; wc -l < /tmp/bindery-e2e-${mark}; rm -f /tmp/bindery-e2e-${mark}`
  const question = await start(console, server, 'What the server has', script)
  await ended(console, question)
  const [sum, times] = (await transcript(console, question)).toString().trim().split('\n')
  const mirrored = createHash('sha256')
    .update(await transcript(console, run))
    .digest('hex')
  expect(sum?.split(' ')[0]).toBe(mirrored)
  expect(times?.trim()).toBe('1')
}

const terminalText = (page: Page) => page.locator('.xterm-rows')

test('runs a script from the page and shows what it prints, as it prints it', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}`)
  await expect(page.getByText('Live').first()).toBeVisible()
  await page.getByRole('button', { name: 'Run a script…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Say hello')
  await dialog
    .getByLabel('Script')
    .fill('echo "hello from $(id -un)"\nread -t 2 -u 9 9<> <(:) || true\necho bye\nexit 3')
  await expect(dialog.getByText('as root').first()).toBeVisible()
  await takeScreens(page, 'start-run')
  await dialog.getByRole('button', { name: 'Run it' }).click()
  await expect(page).toHaveURL(/\/runs\/[a-z0-9]+$/)
  await expect(terminalText(page)).toContainText('hello from root')
  await expect(page.getByText('Failed, exit 3').first()).toBeVisible()
  await expect(terminalText(page)).toContainText('bye')
  await takeScreens(page, 'run')

  await page.goto(`/s/${id}/runs`)
  await expect(page.getByRole('row', { name: /Say hello/ })).toContainText('Failed')
  await takeScreens(page, 'runs')
  await page.goto('/runs')
  await expect(page.getByRole('row', { name: /Say hello/ })).toBeVisible()
})

test('a closed tab finds the same work, and where it left', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  const mark = newCounter()
  const run = await start(console, id, 'Count', COUNTING.replace('$COUNTER', mark))
  await page.goto(`/s/${id}/runs/${run}`)
  await expect(terminalText(page)).toContainText('line')
  await page.goto('/servers')
  await expect(page.getByText('Count', { exact: true }).first()).toBeVisible()
  const row = await ended(console, run)
  expect(row.status).toEqual({ state: 'exited', code: 7 })
  await page.goto(`/s/${id}/runs/${run}`)
  await expect(terminalText(page)).toContainText('line 200')
  await expect(page.getByText('Failed, exit 7').first()).toBeVisible()
  await demandOnceAndIdentical(console, id, run, mark)
})

test('a killed console finds the same work again: once, the same bytes', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  const mark = newCounter()
  const run = await start(console, id, 'Count', COUNTING.replace('$COUNTER', mark))
  await page.goto(`/s/${id}/runs/${run}`)
  await underWay(console, run)
  await console.kill9()
  await console.start()
  const row = await ended(console, run)
  expect(row.status).toEqual({ state: 'exited', code: 7 })
  await expect(terminalText(page)).toContainText('line 200', { timeout: 30_000 })
  await demandOnceAndIdentical(console, id, run, mark)
})

test('a lost link finds the same work again: once, the same bytes', async ({
  page,
  console,
  server,
  control,
}) => {
  control.needs('reset')
  const id = await console.addServer(server)
  const mark = newCounter()
  const run = await start(console, id, 'Count', COUNTING.replace('$COUNTER', mark))
  await page.goto(`/s/${id}/runs/${run}`)
  await underWay(console, run)
  await control.reset()
  const row = await ended(console, run)
  expect(row.status).toEqual({ state: 'exited', code: 7 })
  await expect(terminalText(page)).toContainText('line 200', { timeout: 30_000 })
  await demandOnceAndIdentical(console, id, run, mark)
})

test('a network that is gone for a while changes nothing', async ({ console, server, control }) => {
  control.needs('cut')
  const id = await console.addServer(server)
  const mark = newCounter()
  const run = await start(
    console,
    id,
    'Count',
    COUNTING.replace('$COUNTER', mark).replace('sleep 0.01', 'sleep 0.05'),
  )
  await underWay(console, run)
  await control.cut(20)
  const row = await ended(console, run, 120_000)
  expect(row.status).toEqual({ state: 'exited', code: 7 })
  await demandOnceAndIdentical(console, id, run, mark)
})

test('one run at a time: the second waits in sight, a cancelled one leaves nothing behind', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  const first = await start(console, id, 'Never ends', 'echo up; (setsid sleep 987654 &) ; exec sleep 987654')
  await expect
    .poll(async () => (await rowOf(console, first)).status.state, { timeout: 20_000 })
    .toBe('running')
  const second = await start(console, id, 'Comes after', 'pgrep -fc "sleep 98765[4]"; exit 0')
  await page.goto(`/s/${id}/runs/${second}`)
  await expect(page.getByText('Waits for another run').first()).toBeVisible()
  await takeScreens(page, 'run-waits')
  await page.goto(`/s/${id}/runs/${first}`)
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel this run' }).click()
  await expect(page.getByText('Cancelled').first()).toBeVisible({ timeout: 30_000 })
  expect((await ended(console, second)).status).toEqual({ state: 'exited', code: 0 })
  expect((await transcript(console, second)).toString().trim()).toBe('0')
})

test('a rebooted server is told truthfully', async ({ page, console, server, control }) => {
  control.needs('reboot')
  test.setTimeout(240_000)
  const id = await console.addServer(server)
  const mark = newCounter()
  const run = await start(
    console,
    id,
    'Long work',
    `echo began >> /var/tmp/${mark}; for i in $(seq 1 600); do echo "line $i"; sleep 1; done`,
  )
  await page.goto(`/s/${id}/runs/${run}`)
  await expect(terminalText(page)).toContainText(/line \d/, { timeout: 20_000 })
  await control.reboot()
  const row = await ended(console, run, 150_000)
  expect(row.status).toEqual({ state: 'interrupted', by: 'reboot' })
  await expect(page.getByText('Ended by a reboot').first()).toBeVisible({ timeout: 20_000 })
  await takeScreens(page, 'run-rebooted')
  const question = await start(console, id, 'How often', `wc -l < /var/tmp/${mark}; rm -f /var/tmp/${mark}`)
  await ended(console, question)
  expect((await transcript(console, question)).toString().trim()).toBe('1')
})

test('what a script prints cannot act on the page', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  const hostile = String.raw`printf '\033]0;pwned title\007'
printf '\033]8;;https://evil.example/\033\\click me\033]8;;\033\\ \n'
printf '\033]52;c;cHduZWQ=\007'
printf '\033[c\033[5n\033[6n\033P$q"p\033\\'
printf '<img src=x onerror=document.title="html">\n'
printf 'after all of it\n'`
  const run = await start(console, id, 'Hostile', hostile)
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  await page.goto(`/s/${id}/runs/${run}`)
  await expect(terminalText(page)).toContainText('after all of it')
  expect(await page.title()).not.toMatch(/pwned|html/)
  await expect(page.locator('a[href*="evil.example"]')).toHaveCount(0)
  expect(sent.every((frame) => /^\{"op":"(open|credit|close)"/.test(frame))).toBe(true)
  expect(await page.locator('.xterm-rows').textContent()).toContain('<img src=x')
})

test('two people watch the same run; a viewer may watch and not stop it', async ({
  page,
  console,
  server,
  browser,
}) => {
  const id = await console.addServer(server)
  const run = await start(console, id, 'Shared', 'for i in $(seq 1 40); do echo "line $i"; sleep 0.1; done')
  const password = 'a password of some length'
  await console.api.post('/api/users/add', { name: 'vera', role: 'viewer', password })
  const context = await browser.newContext({ baseURL: console.url })
  await context.request.post(`${console.url}/api/sign-in`, {
    data: { name: 'vera', password },
    headers: { origin: console.url },
  })
  const viewer = await context.newPage()
  await Promise.all([page.goto(`/s/${id}/runs/${run}`), viewer.goto(`/s/${id}/runs/${run}`)])
  for (const watcher of [page, viewer]) await expect(terminalText(watcher)).toContainText(/line \d+/)
  const cancel = viewer.getByRole('button', { name: 'Cancel…' })
  if (await cancel.isVisible()) await expect(cancel).toHaveAttribute('aria-disabled', 'true')
  const refused = await context.request.post(`${console.url}/api/runs/${run}/cancel`, {
    data: {},
    headers: { origin: console.url },
  })
  expect(refused.status()).toBe(403)
  await context.close()
})
