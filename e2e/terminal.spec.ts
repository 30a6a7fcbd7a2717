import type { Page } from '@playwright/test'
import { ApiRefusal } from './support/api-client.ts'
import { takeScreens } from './support/screens.ts'
import { auditOfShells, enter, openShell, screenOf } from './support/shells.ts'
import { expect, test } from './support/test.ts'

// Shells on a server, over real SSH. Shells in pods: terminal-pods.spec.ts.

test.setTimeout(120_000)

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name })

test('opens a shell that takes what is typed, fits its screen, and is the same after a reload', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  await page.goto(`/s/${id}/terminal`)
  await takeScreens(page, 'terminal-empty')
  await openShell(page, id)
  await enter(page, 'echo "he"llo $(id -un); kept=4; stty size')
  await expect(screenOf(page)).toContainText(`hello ${server.user}`)
  await expect(screenOf(page)).toContainText(/\d+ \d{3}(?!\d)/)
  await page.setViewportSize({ width: 700, height: 600 })
  await enter(page, 'clear; stty size')
  await expect(screenOf(page)).toContainText(/(?<!\d)\d{2} \d{2}(?!\d)/)
  await page.setViewportSize({ width: 1440, height: 900 })

  const address = page.url()
  await page.reload()
  await expect(screenOf(page)).toContainText(/(?<!\d)\d{2} \d{2}(?!\d)/, { timeout: 20_000 })
  expect(page.url()).toBe(address)
  await enter(page, 'echo "still $((kept + 38))"')
  await expect(screenOf(page)).toContainText('still 42')
  await takeScreens(page, 'terminal')
  expect(auditOfShells(console)).toMatchObject([
    { action: 'terminal.open', outcome: 'begun', person_name: 'Ada' },
    { action: 'terminal.open', outcome: 'done', target: `${server.name}: shell as ${server.user}` },
  ])
})

test('keeps two shells apart, renames one, and closes it with its end in the audit', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  await enter(page, 'echo "fir"st')
  await expect(screenOf(page)).toContainText('first')
  await page.getByRole('button', { name: 'Open a shell' }).click()
  await expect(page.getByRole('tab')).toHaveCount(2)
  await expect(screenOf(page)).not.toContainText('first')
  await enter(page, 'echo "sec"ond')
  await expect(screenOf(page)).toContainText('second')

  await page.getByRole('button', { name: /^Rename/ }).click()
  await page.getByLabel('Name of its tab').fill('upgrade')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(tab(page, 'upgrade')).toBeVisible()
  await page.getByRole('tab').first().click()
  await expect(screenOf(page)).toContainText('first')

  await tab(page, 'upgrade').click()
  await page.getByRole('button', { name: 'Close upgrade…' }).click()
  await expect(page.getByRole('dialog')).toContainText('SIGHUP')
  await page.getByRole('button', { name: 'Close this shell' }).click()
  await expect(page.getByRole('tab')).toHaveCount(1)
  await expect(screenOf(page)).toContainText('first')

  await enter(page, 'exit 3')
  await expect(page.getByText('The shell has ended, exit 3.')).toBeVisible()
  await takeScreens(page, 'terminal-ended')
  await page.getByRole('button', { name: 'Close the tab' }).click()
  await expect(page.getByText('No shell is open.')).toBeVisible()
  const ends = auditOfShells(console).filter(({ action }) => action === 'terminal.close')
  expect(ends).toMatchObject([{ outcome: 'begun' }, { outcome: 'done' }, { detail: 'exit 3' }, {}, {}])
})

test('goes on while the connection is gone', async ({ page, console, server, control }) => {
  control.needs('reset')
  const id = await console.addServer(server)
  await openShell(page, id)
  await enter(page, 'kept=4; for i in 1 2 3 4 5 6; do echo "beat $i"; sleep 0.4; done; echo "al"l')
  await expect(screenOf(page)).toContainText('beat 1')
  await control.reset()
  await expect(screenOf(page)).toContainText('all', { timeout: 30_000 })
  for (let beat = 1; beat <= 6; beat += 1) await expect(screenOf(page)).toContainText(`beat ${beat}`)
  await enter(page, 'echo "still $((kept + 38))"')
  await expect(screenOf(page)).toContainText('still 42')
})

test('says that it is cut off, and sends nothing of what is typed meanwhile', async ({
  page,
  console,
  server,
}) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  await console.kill9()
  await expect(page.getByText('What you type meanwhile goes nowhere.')).toBeVisible({ timeout: 20_000 })
  await takeScreens(page, 'terminal-cut-off')
  await enter(page, 'echo "un"seen')
  await console.start()
  // The shell outlived Bindery itself: it is found again, as it was.
  await expect(page.getByText('What you type meanwhile goes nowhere.')).toBeHidden({ timeout: 30_000 })
  await enter(page, 'echo "aga"in')
  await expect(screenOf(page)).toContainText('again', { timeout: 20_000 })
  await expect(screenOf(page)).not.toContainText('unseen')
})

test('is its owner’s alone: viewers open none, other administrators see that it is there and may end it', async ({
  page,
  console,
  server,
  browser,
}) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  await enter(page, 'echo "sec"ret')
  await expect(screenOf(page)).toContainText('secret')
  const password = 'a password of some length'
  for (const [name, role] of [
    ['vera', 'viewer'],
    ['bob', 'administrator'],
  ])
    await console.api.post('/api/users/add', { name, role, password })
  const signedIn = async (name: string) => {
    const context = await browser.newContext({ baseURL: console.url })
    await context.request.post('/api/sign-in', { data: { name, password }, headers: { origin: console.url } })
    return context
  }

  const viewers = await signedIn('vera')
  const refused = await viewers.request.post(`/api/servers/${id}/terminals/open`, {
    data: { on: 'server', size: { cols: 80, rows: 24 } },
    headers: { origin: console.url },
  })
  expect(refused.status()).toBe(403)
  const viewer = await viewers.newPage()
  await viewer.goto(`/s/${id}/terminal`)
  await expect(viewer.getByText('Only administrators open shells.')).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'Terminal' })).toHaveCount(0)
  await viewers.close()

  const others = await signedIn('bob')
  const other = await others.newPage()
  await other.goto(page.url())
  await expect(other.getByText('Ada has a shell open since')).toBeVisible()
  await expect(other.getByText('secret')).toHaveCount(0)
  await other.getByRole('button', { name: 'End it…' }).click()
  await other.getByRole('button', { name: 'End this shell' }).click()
  await expect(page.getByText('bob ended this shell.')).toBeVisible()
  await others.close()
  expect(auditOfShells(console)).toContainEqual(
    expect.objectContaining({ person_name: 'vera', action: 'terminal.open', outcome: 'refused' }),
  )
})

test('ends with the session it was opened in', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  const session = (
    (await console.api.get('/api/account/sessions')) as { sessions: { id: string; current: boolean }[] }
  ).sessions.find(({ current }) => !current)
  await console.api.post('/api/account/sessions/end', { which: session?.id })
  await expect(page).toHaveURL(/sign-in/)
  await expect
    .poll(() => auditOfShells(console).at(-1))
    .toMatchObject({ action: 'terminal.close', detail: 'signed out', person_name: 'Ada' })
})

test('warns before Enter, shows what is pasted, and finds', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  await page.locator('.shellhost textarea').focus()
  await page.keyboard.type('sudo microk8s reset')
  await expect(page.getByRole('region', { name: /^Shell/ }).getByRole('alert')).toContainText(
    'This would empty the cluster.',
  )
  await takeScreens(page, 'terminal-guard')
  await page.getByRole('button', { name: 'Clear the line' }).click()
  await expect(page.getByText('This would empty the cluster.')).toBeHidden()

  const paste = (text: string) =>
    page.locator('.shellhost textarea').evaluate((area, given) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', given)
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('echo "pas"ted')
  await page.keyboard.press('Enter')
  await expect(screenOf(page)).toContainText('pasted')
  await paste('echo "o"ne\necho "t"wo\x03\x1b[201~\n')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Paste 2 lines?')
  await takeScreens(page, 'terminal-paste')
  await dialog.getByRole('button', { name: 'Paste 2 lines' }).click()
  await page.keyboard.press('Enter')
  await expect(screenOf(page)).toContainText(/one\s*two\[201~/)

  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByPlaceholder('Find').fill('pasted')
  await expect(page.locator('.find-box .count')).toContainText(/\d+ of \d+/)
  await page.keyboard.press('Escape')
})

test('what is printed cannot act on the page', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  const title = await page.title()
  await enter(
    page,
    String.raw`printf '\033]0;pwned\007\033]8;;https://evil.example/\033\\link\033]8;;\033\\\033]52;c;cHduZWQ=\007\033[21t\033P$q"p\033\\\033[?2026h<img src=x onerror=document.title="html">\n'; echo "aft"er`,
  )
  await expect(screenOf(page)).toContainText('after')
  await expect(screenOf(page)).toContainText('<img src=x')
  expect(await page.title()).toBe(title)
  await expect(page.locator('a[href*="evil"]')).toHaveCount(0)
  // What it asked was not answered into the shell.
  await enter(page, 'echo "[$REPLY]"')
  await expect(screenOf(page)).toContainText('[]')
  await enter(page, 'head -c 200000 /dev/urandom; echo; echo "rea"dy')
  await expect(screenOf(page)).toContainText('ready', { timeout: 20_000 })
})

test('stays responsive while 13 MB flood in, and takes the newest', async ({ page, console, server }) => {
  const id = await console.addServer(server)
  await openShell(page, id)
  const longest = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = performance.now()
        let gap = 0
        const end = last + 4_000
        const frame = (now: number) => {
          gap = Math.max(gap, now - last)
          last = now
          if (now < end) requestAnimationFrame(frame)
          else resolve(gap)
        }
        requestAnimationFrame(frame)
      }),
  )
  await enter(page, 'seq 1 1700000; echo "do"ne')
  expect(await longest).toBeLessThan(1_000)
  await expect(screenOf(page)).toContainText('done', { timeout: 60_000 })
  await expect(screenOf(page)).toContainText('1700000')
})

test('refuses what no schema allows', async ({ console, server }) => {
  const id = await console.addServer(server)
  for (const body of [
    {},
    { on: 'server' },
    { on: 'server', size: { cols: 0, rows: 24 } },
    { on: 'server', size: { cols: 80, rows: 24 }, command: 'sh' },
    { on: 'pod', namespace: 'a\nb', pod: 'p', uid: 'u', container: null, size: { cols: 80, rows: 24 } },
  ]) {
    const refusal = console.api.post(`/api/servers/${id}/terminals/open`, body)
    await expect(refusal).rejects.toThrow(ApiRefusal)
    await expect(refusal).rejects.toMatchObject({ problem: { code: 'invalid_input' } })
  }
})
