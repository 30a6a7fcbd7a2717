import { readFile } from 'node:fs/promises'
import { probeCluster } from './support/cluster-probe.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// Every kind of object that pages list, live, on a server with BinderHub.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

const PAGES = [
  'workloads',
  'workloads/deployments',
  'workloads/daemon-sets',
  'services',
  'storage',
  'storage/volumes',
  'storage/classes',
  'cluster',
  'cluster/events',
  'cluster/config-maps',
]

test('lists every kind live, exactly as the cluster has it', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  const probe = await probeCluster(console, server, id)
  try {
    await probe.expectEqual()
    for (const path of PAGES) {
      await page.goto(`/s/${id}/${path}`)
      await expect(page.getByText('As it is now'), path).toBeVisible({ timeout: 20_000 })
      await expect(page.locator('tr[data-uid]').first(), path).toBeVisible()
    }
    await page.goto(`/s/${id}/services`)
    await expect(page.getByRole('row', { name: /proxy-public/ })).toContainText('LoadBalancer')
    await takeScreens(page, 'cluster-services')
    await page.goto(`/s/${id}/storage`)
    await expect(page.getByRole('row', { name: /hub-db-dir/ })).toContainText(/hub-.*In use|In use.*hub-/)
    await takeScreens(page, 'cluster-claims')
    await page.goto(`/s/${id}/cluster`)
    await takeScreens(page, 'cluster-nodes')
  } finally {
    await probe.close()
  }
})

test('is moved, marked, searched and opened by keys, and saved as a file', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  await page.goto(`/s/${id}/workloads?ns=kube-system&sort=name`)
  const rows = page.locator('tr[data-uid]:not(.leaving)')
  await expect(rows.nth(2)).toBeVisible({ timeout: 20_000 })
  const names = async () => await rows.locator('th').allTextContents()
  const [first = '', second = '', third = ''] = await names()

  await test.step('keys move and mark, and marks outlive a search', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('2 selected')).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type(third)
    await expect(rows).toHaveCount(1)
    await expect(page.getByText('2 selected, 2 hidden')).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`q=${third}`))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('row', { name: first, selected: true })).toBeVisible()
    await expect(page.getByRole('row', { name: second, selected: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('2 selected')).toBeHidden()
  })

  await test.step('Enter opens the drawer and leaves the focus in the list', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`open=Pod/kube-system/${first}`))
    const drawer = page.getByRole('complementary', { name: /^pod / })
    // The drawer is fetched when it is opened for the first time.
    await expect(drawer.getByRole('heading', { name: first })).toBeVisible({ timeout: 30_000 })
    await expect(drawer).not.toBeFocused()
    await page.keyboard.press('Enter')
    await expect(drawer).toBeFocused()
    await takeScreens(page, 'cluster-drawer')
    await drawer.getByRole('button', { name: 'Next' }).click()
    await expect(page).toHaveURL(new RegExp(`open=Pod/kube-system/${second}`))
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
  })

  await test.step('labels are searched as kubectl does, and nonsense is told of', async () => {
    const search = page.getByRole('searchbox')
    await search.fill('label:k8s-app in (kube-dns, nothing)')
    await expect(rows).toHaveCount(1)
    await search.fill('label:=(((((')
    await expect(page.getByText('is no condition on labels')).toBeVisible()
    await search.fill('(a+)+$'.repeat(40))
    await expect(page.getByText('No pod is what this search looks for.')).toBeVisible({ timeout: 2_000 })
    await search.fill('')
  })

  await test.step('what is shown is a file', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as CSV' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file.split('\r\n')[0]).toBe('\uFEFFStatus,Name,Namespace,Repository,Ready,Restarts,Age,CPU,Memory')
    for (const name of [first, second, third]) expect(file).toContain(`,${name},kube-system,`)
  })

  await test.step('? lists the keys, and columns that were chosen stay', async () => {
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Choose columns' }).click()
    await page.getByRole('checkbox', { name: 'IP' }).check()
    await page.reload()
    await expect(page.getByRole('columnheader', { name: 'IP' })).toBeVisible({ timeout: 20_000 })
  })
})

test('shows of a secret no value before an administrator reveals it', async ({ page, console, server }) => {
  const id = await withBinderHub(console, server)
  const value = `hunter2-${Date.now()}`
  const probe = await probeCluster(console, server, id)
  try {
    await probe.run(
      `/snap/bin/microk8s kubectl apply -f - <<'END'\n${JSON.stringify({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'bindery-e2e', namespace: 'default' },
        data: { password: Buffer.from(value).toString('base64') },
      })}\nEND`,
    )
    await page.goto(`/s/${id}/cluster/secrets?q=bindery-e2e&open=Secret/default/bindery-e2e&tab=values`)
    const reveal = page.getByRole('button', { name: 'Reveal password' })
    await expect(reveal).toBeVisible({ timeout: 20_000 })
    expect(await page.content()).not.toContain(value)
    await reveal.click()
    await expect(page.getByText(value)).toBeVisible()
    await probe.run('/snap/bin/microk8s kubectl delete secret bindery-e2e -n default')
    await expect(page.locator('tr[data-uid]:not(.leaving)')).toHaveCount(0)
    expect(console.output()).not.toContain(value)
  } finally {
    await probe.close()
  }
})

test('tells within seconds that it shows the past, and equals the cluster again afterwards', async ({
  page,
  console,
  server,
  control,
}) => {
  control.needs('fault', 'cut', 'reboot')
  const id = await withBinderHub(console, server)
  const probe = await probeCluster(console, server, id)
  const live = page.getByText('As it is now')
  try {
    await page.goto(`/s/${id}/workloads`)
    await expect(live).toBeVisible({ timeout: 20_000 })

    await test.step('the API goes down and comes up', async () => {
      await control.fault('api-down')
      await expect(live).toBeHidden({ timeout: 5_000 })
      await control.clearFaults()
      await expect(live).toBeVisible({ timeout: 90_000 })
      await probe.expectEqual()
    })

    await test.step('the console is killed', async () => {
      await console.kill9()
      await expect(live).toBeHidden({ timeout: 20_000 })
      await console.start()
      await expect(live).toBeVisible({ timeout: 40_000 })
      await probe.expectEqual()
    })

    await test.step('the link is cut', async () => {
      await control.cut(15)
      await expect(live).toBeHidden({ timeout: 15_000 })
      await expect(live).toBeVisible({ timeout: 90_000 })
      await probe.expectEqual()
    })

    await test.step('the server restarts', async () => {
      await control.reboot()
      await expect(live).toBeHidden({ timeout: 20_000 })
      await expect(live).toBeVisible({ timeout: 180_000 })
      await probe.expectEqual(120_000)
    })
  } finally {
    await control.clearFaults()
    await probe.close()
  }
})
