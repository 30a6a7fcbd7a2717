import type { Page } from '@playwright/test'
import type { ObjectKind } from '../lib/shared/object-ref.ts'
import type { ObjectAnswer } from '../lib/shared/related-object.ts'
import type { TestConsole } from './support/console.ts'
import { onTheServer } from './support/on-the-server.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// What the drawer shows of an object, on the practice server or a real one.

test.use({ own: 'fast-practice' })
test.setTimeout(300_000)

const drawer = (page: Page) =>
  page.getByRole('complementary', { name: /^(pod|deployment|replica set|config map|secret|namespace) / })

async function related(
  console: TestConsole,
  id: string,
  kind: ObjectKind,
  name: string,
): Promise<ObjectAnswer> {
  return (await console.api.get(`/api/servers/${id}/objects/${kind}/binder/${name}`)) as ObjectAnswer
}

test('tells of a pod what it is and what belongs to it, and edits what may be edited', async ({
  page,
  console,
  server,
}) => {
  const id = await withBinderHub(console, server)
  const { kubectl } = onTheServer(console, id)
  const hub = await related(console, id, 'Deployment', 'hub')
  const pod = hub.related.find(({ as }) => as === 'pods')?.object.name ?? ''
  expect(pod).toMatch(/^hub-/)

  await test.step('the summary, with links that open in the same drawer', async () => {
    await page.goto(`/s/${id}/workloads?open=Pod/binder/${pod}`)
    await expect(drawer(page).getByRole('heading', { name: 'Containers' })).toBeVisible({ timeout: 30_000 })
    await expect(drawer(page).getByRole('link', { name: 'hub-db-dir' })).toBeVisible()
    await takeScreens(page, 'details-summary')
    await drawer(page).getByRole('link', { name: 'hub', exact: true }).first().click()
    await expect(page).toHaveURL(/open=Deployment\/binder\/hub|open=Service\/binder\/hub/)
  })

  await test.step('objects of kinds that no page lists open as well', async () => {
    await page.goto(`/s/${id}/workloads?open=Pod/binder/${pod}`)
    await drawer(page)
      .getByRole('link', { name: /^hub-[a-z0-9]+$/ })
      .click({ timeout: 30_000 })
    await expect(page).toHaveURL(/open=ReplicaSet\/binder\/hub-/)
    await expect(drawer(page).getByText('replica set in binder')).toBeVisible()
    await expect(drawer(page).getByText('Pods wanted')).toBeVisible({ timeout: 20_000 })
    await page.goto(`/s/${id}/workloads?open=Namespace/binder`)
    await expect(drawer(page).getByText('Active')).toBeVisible({ timeout: 20_000 })
    await page.goto(`/s/${id}/workloads?open=Namespace/nobody`)
    await expect(page.getByText('There is none of this name')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('a secret shows which values it has, and none of them', async () => {
    await page.goto(`/s/${id}/workloads?open=Secret/binder/binder-secret&tab=yaml`)
    await expect(
      drawer(page)
        .getByText(/hidden by Bindery, \d/)
        .first(),
    ).toBeVisible({ timeout: 30_000 })
    await expect(drawer(page).getByRole('button', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true')
  })

  await test.step('YAML is tried, compared and applied', async () => {
    await kubectl('delete configmap details -n binder --ignore-not-found')
    await kubectl('create configmap details -n binder')
    await kubectl(`patch configmap details -n binder -p '{"data":{"greeting":"hello"}}'`)
    await page.goto(`/s/${id}/workloads?open=ConfigMap/binder/details&tab=yaml`)
    await drawer(page).getByRole('button', { name: 'Edit' }).click({ timeout: 30_000 })
    const editor = drawer(page).getByRole('textbox')
    await editor.getByText('hello').dblclick()
    await page.keyboard.type('salut')
    await drawer(page).getByRole('button', { name: 'Compare and apply…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('salut')).toBeVisible({ timeout: 20_000 })
    await takeScreens(page, 'details-apply')
    await dialog.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(dialog).toBeHidden({ timeout: 20_000 })
    const after = await related(console, id, 'ConfigMap', 'details')
    expect(after.object.object.data).toEqual({ greeting: 'salut' })
  })

  await test.step('and writes over nothing that was changed meanwhile', async () => {
    const before = await related(console, id, 'ConfigMap', 'details')
    const ref = { kind: 'ConfigMap', namespace: 'binder', name: 'details', uid: before.object.uid }
    const given = { object: ref, fingerprint: '', typed: '' }
    const edited = { ...before.object.object, data: { greeting: 'first' } }
    const { resourceVersion } = before.object
    await console.api.post(`/api/servers/${id}/objects/apply`, { ...given, resourceVersion, edited })
    const late = console.api.post(`/api/servers/${id}/objects/apply`, { ...given, resourceVersion, edited })
    await expect(late).rejects.toMatchObject({ status: 409, problem: { code: 'conflict' } })
    await kubectl('delete configmap details -n binder')
  })
})

test('says in plain words why a pod does not start', async ({ page, console, server }) => {
  test.skip(!process.env.BINDERY_E2E_SERVER, 'the practice server pulls every image')
  const id = await withBinderHub(console, server)
  const { run } = onTheServer(console, id)
  await run(
    `/snap/bin/microk8s kubectl apply -n binder -f - <<'END'
apiVersion: v1
kind: Pod
metadata: {name: no-image}
spec: {containers: [{name: c, image: "registry.example.org/lab/missing:1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: no-room}
spec: {containers: [{name: c, image: "docker.io/lab/x:1", resources: {requests: {memory: 900Gi}}}]}
END
`,
  )
  await page.goto(`/s/${id}/workloads?open=Pod/binder/no-image`)
  await expect(drawer(page).getByText('The image is not in the registry')).toBeVisible({ timeout: 60_000 })
  await takeScreens(page, 'details-diagnosis')
  await page.goto(`/s/${id}/workloads?open=Pod/binder/no-room`)
  await expect(drawer(page).getByText('Not enough free memory')).toBeVisible({ timeout: 60_000 })
  await run('/snap/bin/microk8s kubectl delete pod no-image no-room -n binder --wait=false')
})
