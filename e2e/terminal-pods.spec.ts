import type { Page } from '@playwright/test'
import type { ObjectAnswer } from '../lib/shared/related-object.ts'
import type { TestConsole } from './support/console.ts'
import { takeScreens } from './support/screens.ts'
import { auditOfShells, enter, screenOf } from './support/shells.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// Shells in pods, on the practice server or a real one.

test.use({ own: 'fast-practice' })
test.setTimeout(300_000)

const drawer = (page: Page) => page.getByRole('complementary', { name: /^pod / })
const size = { cols: 80, rows: 24 }

/** The hub's pod, as it is named now. */
async function hubPod(
  console: TestConsole,
  id: string,
): Promise<{ namespace: string; pod: string; uid: string }> {
  const hub = (await console.api.get(`/api/servers/${id}/objects/Deployment/binder/hub`)) as ObjectAnswer
  const pod = hub.related.find(({ as }) => as === 'pods')?.object.name ?? ''
  const answer = (await console.api.get(`/api/servers/${id}/objects/Pod/binder/${pod}`)) as ObjectAnswer
  return { namespace: 'binder', pod, uid: answer.object.uid }
}

test('opens a shell from the drawer, keeps it over a reload, and shows it among all others', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  const { pod } = await hubPod(console, id)
  await page.goto(`/s/${id}/workloads?open=Pod/binder/${pod}&tab=shell`)
  await drawer(page).getByRole('button', { name: 'Open a shell' }).first().click()
  await expect(screenOf(page)).toContainText(/[#$]/, { timeout: 20_000 })
  await enter(page, 'kept=4; hostname')
  await expect(screenOf(page)).toContainText(pod)
  await takeScreens(page, 'terminal-drawer')
  await page.reload()
  await expect(screenOf(page)).toContainText(pod, { timeout: 20_000 })
  await enter(page, 'echo "still $((kept + 38))"')
  await expect(screenOf(page)).toContainText('still 42')

  await page.goto(`/s/${id}/terminal`)
  await expect(page.getByRole('tab', { name: pod })).toBeVisible()
  await expect(screenOf(page)).toContainText('still 42')
  await expect(page.getByText('kept for 10 min after you leave')).toBeVisible()
  await enter(page, 'exit 7')
  await expect(page.getByText('The shell has ended, exit 7.')).toBeVisible()
  await expect
    .poll(() => auditOfShells(console).at(-1))
    .toMatchObject({
      action: 'terminal.close',
      detail: 'exit 7',
      target: expect.stringContaining(`binder/${pod}`),
    })
})

test('says within two seconds why there is no shell', async ({ console, server }) => {
  const id = await withBinderHub(console, server)
  const hub = await hubPod(console, id)
  const open = (changes: object) =>
    console.api.post(`/api/servers/${id}/terminals/open`, {
      on: 'pod',
      ...hub,
      container: null,
      size,
      ...changes,
    })
  // Who Bindery is to the cluster is asked for once.
  await open({ pod: 'not-there' }).catch(() => {})
  for (const [changes, code] of [
    [{ pod: 'not-there' }, 'not_found'],
    [{ uid: 'of-one-before' }, 'not_found'],
    [{ container: 'nope' }, 'not_found'],
    [{ namespace: 'nowhere' }, 'not_found'],
  ] as const) {
    const began = performance.now()
    await expect(open(changes)).rejects.toMatchObject({ problem: { code } })
    expect(performance.now() - began).toBeLessThan(2_000)
  }
  expect(auditOfShells(console).filter(({ outcome }) => outcome === 'failed')).toHaveLength(5)
})

test('falls back to sh, and brings a shell where there is none', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  const { namespace, pod, uid } = await hubPod(console, id)
  const { id: first } = (await console.api.post(`/api/servers/${id}/terminals/open`, {
    on: 'pod',
    namespace,
    pod,
    uid,
    container: null,
    size,
  })) as { id: string }
  await page.goto(`/s/${id}/terminal/${first}`)
  await expect(page.getByText(/^bash, /)).toBeVisible({ timeout: 20_000 })

  await page.goto(`/s/${id}/workloads?open=Pod/${namespace}/${pod}&tab=shell`)
  await expect(screenOf(page)).toContainText(/[#$]/, { timeout: 20_000 })
  await test.step('a debug container, beside the one that runs', async () => {
    const opened = (await console.api.post(`/api/servers/${id}/terminals/open`, {
      on: 'debug',
      namespace,
      pod,
      uid,
      container: 'hub',
      image: 'busybox:1.36',
      size,
    })) as { id: string }
    await page.goto(`/s/${id}/terminal/${opened.id}`)
    await expect(page.getByText(/^sh, /)).toBeVisible({ timeout: 20_000 })
    await enter(page, 'echo "de"bugged; exit')
    await expect(screenOf(page)).toContainText('debugged')
    await expect(page.getByText('The shell has ended.')).toBeVisible()
  })
  await test.step('an image that does not exist is told as that', async () => {
    const refusal = console.api.post(`/api/servers/${id}/terminals/open`, {
      on: 'debug',
      namespace,
      pod,
      uid,
      container: 'hub',
      image: 'missing:1',
      size,
    })
    await expect(refusal).rejects.toMatchObject({ problem: { code: 'conflict', field: 'image' } })
  })
})
