import type { Page } from '@playwright/test'
import type { DeletingBlast } from '../lib/shared/deleting-api.ts'
import type { ObjectKind, ObjectRef } from '../lib/shared/object-ref.ts'
import { type OnTheServer, onTheServer } from './support/on-the-server.ts'
import { takeScreens } from './support/screens.ts'
import { expect, test } from './support/test.ts'
import { withBinderHub } from './support/with-binderhub.ts'

// Everything that must go, and nothing else: on the practice server and on a real one.

test.use({ own: 'fast-practice' })
test.setTimeout(600_000)

const PLACE = 'bindery-deleting'
const dialogOf = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function begin(server: OnTheServer): Promise<void> {
  await server.run(`/snap/bin/microk8s kubectl create namespace ${PLACE}
for i in 1 2 3 4 5 6 7 8 9 10; do /snap/bin/microk8s kubectl get serviceaccount default -n ${PLACE} >/dev/null 2>&1 && break; sleep 1; done; true`)
}

/** Pods that end as soon as they are told to. */
function podManifest(name: string, more: { spec?: object; metadata?: object } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: PLACE, ...more.metadata },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'main', image: 'example.org/runs' }],
      ...more.spec,
    },
  }
}

async function apply(server: OnTheServer, ...manifests: object[]): Promise<void> {
  const text = manifests.map((one) => JSON.stringify(one)).join('\n---\n')
  await server.run(
    `cat >/tmp/deleting.json <<'END'\n${text}\nEND\n/snap/bin/microk8s kubectl apply -f /tmp/deleting.json`,
  )
}

async function refOf(
  server: OnTheServer,
  kind: ObjectKind,
  name: string,
  namespace: string | null = PLACE,
): Promise<ObjectRef> {
  const text = await server.kubectl(
    `get ${kind} ${name} ${namespace === null ? '' : `-n ${namespace}`} -o jsonpath='uid={.metadata.uid};'`,
  )
  return { kind, namespace, name, uid: /uid=([^;]+);/.exec(text)?.[1] ?? '' }
}

test('deletes one, many with a namesake, and what matches; a claim waits for its pod', async ({
  page,
  console,
  server: given,
}) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  await begin(server)
  await apply(
    server,
    ...['del-one', 'del-two', 'del-three', 'lab-a', 'lab-b'].map((name) => podManifest(name)),
  )
  const deletePath = `/api/servers/${id}/objects/delete`
  await page.goto(`/s/${id}/workloads?ns=${PLACE}`)

  await test.step('one pod, from its drawer, with what it breaks', async () => {
    await rowOf(page, 'del-one').getByRole('link').first().click()
    await page.getByRole('button', { name: 'Delete this pod…' }).click()
    await expect(dialogOf(page).getByText('nothing makes it again')).toBeVisible({ timeout: 20_000 })
    await takeScreens(page, 'delete-pod')
    await dialogOf(page).getByRole('button', { name: 'Delete 1 pod', exact: true }).click()
    await expect(dialogOf(page).getByText('It is gone.')).toBeVisible({ timeout: 40_000 })
    await takeScreens(page, 'delete-done')
    await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).click()
    await page.keyboard.press('Escape')
  })

  await test.step('a namesake that was born meanwhile is left alone', async () => {
    const objects = [await refOf(server, 'Pod', 'del-two'), await refOf(server, 'Pod', 'del-three')]
    await server.kubectl(`delete pod del-two -n ${PLACE} --wait=true`)
    await apply(server, podManifest('del-two'))
    const young = await refOf(server, 'Pod', 'del-two')
    const blast = (await console.api.post(`${deletePath}/describe`, {
      objects,
      force: false,
      typed: '',
      fingerprint: '',
    })) as DeletingBlast
    expect(blast.goes[0]?.note).toMatch(/already replaced/)
    await console.api.post(deletePath, { objects, force: false, typed: '', fingerprint: blast.fingerprint })
    await expect(async () => {
      const left = await server.kubectl(`get pods -n ${PLACE} --no-headers`)
      expect(left).toContain('del-two')
      expect(left).not.toContain('del-three')
    }).toPass({ timeout: 40_000 })
    expect(await refOf(server, 'Pod', 'del-two')).toEqual(young)
  })

  await test.step('what matches is what goes, in one namespace', async () => {
    await page.getByRole('button', { name: 'Delete matching…' }).click()
    await expect(dialogOf(page).getByLabel('Namespace')).toHaveValue(PLACE)
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('lab-')
    await expect(dialogOf(page).getByText('2 pods now')).toBeVisible({ timeout: 20_000 })
    await takeScreens(page, 'delete-matching')
    await dialogOf(page).getByRole('button', { name: 'Go on with 2 pods…' }).click()
    await dialogOf(page).getByRole('button', { name: 'Delete 2 pods', exact: true }).click()
    await expect(dialogOf(page).getByText('All 2 are gone.')).toBeVisible({ timeout: 40_000 })
    await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('a claim in use waits, names its pod, and a button stops that', async () => {
    await apply(
      server,
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'notes', namespace: PLACE },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
      podManifest('del-writer', {
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            { name: 'main', image: 'example.org/runs', volumeMounts: [{ name: 'v', mountPath: '/v' }] },
          ],
          volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'notes' } }],
        },
      }),
    )
    await expect(rowOf(page, 'del-writer')).toContainText('Running', { timeout: 60_000 })
    const claim = await refOf(server, 'PersistentVolumeClaim', 'notes')
    const input = { objects: [claim], force: false, typed: 'notes', fingerprint: '' }
    const blast = (await console.api.post(`${deletePath}/describe`, input)) as DeletingBlast
    expect(blast.claims[0]).toMatchObject({
      path: expect.stringMatching(/^\//),
      users: [{ name: 'del-writer' }],
    })
    expect(await console.api.get(`/api/servers/${id}/claims/${PLACE}/notes/${claim.uid}/size`)).toMatchObject(
      { is: 'known' },
    )
    await expect(
      console.api.post(deletePath, { ...input, fingerprint: blast.fingerprint, typed: 'no' }),
    ).rejects.toThrow()
    await console.api.post(deletePath, { ...input, fingerprint: blast.fingerprint })
    await page.getByRole('button', { name: /^Watch Delete notes/ }).click()
    await expect(dialogOf(page).getByText(/del-writer uses it/)).toBeVisible({ timeout: 30_000 })
    await takeScreens(page, 'delete-claim-waits')
    await dialogOf(page).getByRole('button', { name: 'Stop del-writer…' }).click()
    await dialogOf(page).getByRole('button', { name: 'Delete 1 pod', exact: true }).click()
    await expect(dialogOf(page).getByText('It is gone.')).toBeVisible({ timeout: 40_000 })
    await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).click()
    await expect(async () =>
      expect(await server.kubectl(`get pvc -n ${PLACE} --no-headers 2>&1`)).not.toContain('notes '),
    ).toPass({ timeout: 40_000 })
  })

  await test.step('the database of the hub: never in company, alone with its name typed', async () => {
    const hub = await refOf(server, 'PersistentVolumeClaim', 'hub-db-dir', 'binder')
    const two = await refOf(server, 'Pod', 'del-two')
    const ask = (objects: ObjectRef[], typed: string) =>
      console.api.post(deletePath, {
        objects,
        force: false,
        typed,
        fingerprint: 'PersistentVolumeClaim=1 people=99',
      })
    await expect(ask([hub, two], 'hub-db-dir')).rejects.toMatchObject({ status: 409 })
    await expect(ask([hub], '2 objects')).rejects.toThrow()
    expect(
      await server.kubectl('get pvc hub-db-dir -n binder -o jsonpath={.metadata.deletionTimestamp}'),
    ).not.toMatch(/20\d\d-/)
    expect(await server.kubectl(`get pods -n ${PLACE} --no-headers`)).toContain('del-two')
  })

  await server.kubectl(`delete namespace ${PLACE} --wait=false`)
})

test('restarts and scales, cordons and drains, and says what that breaks', async ({
  page,
  console,
  server: given,
}) => {
  const id = await withBinderHub(console, given)
  const server = onTheServer(console, id)
  const post = (path: string, body: object) => console.api.post(`/api/servers/${id}/${path}`, body)
  const hub = await refOf(server, 'Deployment', 'hub', 'binder')
  const plain = { typed: '', fingerprint: '' }

  await test.step('a restart makes another pod of the hub', async () => {
    const before = await server.kubectl('get pods -n binder -l component=hub --no-headers')
    const blast = (await post('workloads/restart/describe', { object: hub, ...plain })) as DeletingBlast
    expect(blast.breaks.join()).toContain('Nobody can launch')
    await expect(post('workloads/restart', { object: hub, ...plain })).rejects.toMatchObject({ status: 409 })
    await post('workloads/restart', { object: hub, ...plain, fingerprint: blast.fingerprint })
    await expect(async () => {
      const now = await server.kubectl('get pods -n binder -l component=hub --no-headers')
      expect(now).toMatch(/1\/1 +Running/)
      expect(now.split(' ')[0]).not.toBe(before.split(' ')[0])
    }).toPass({ timeout: 90_000 })
  })

  await test.step('a second hub is refused', async () => {
    await expect(post('workloads/scale', { object: hub, replicas: 2, ...plain })).rejects.toMatchObject({
      status: 409,
    })
  })

  await test.step('a node is cordoned and drained with its name typed, and taken back', async () => {
    const name =
      (
        await server.run("/snap/bin/microk8s kubectl get nodes -o jsonpath='node={.items[0].metadata.name};'")
      ).match(/node=([^;]+);/)?.[1] ?? ''
    const node = await refOf(server, 'Node', name, null)
    await page.goto(`/s/${id}/workloads`)
    const blast = (await post('nodes/drain/describe', {
      object: node,
      minutes: 1,
      ...plain,
    })) as DeletingBlast
    expect(blast.breaks.join()).toContain('No other node takes pods')
    await expect(
      post('nodes/drain', { object: node, minutes: 1, ...plain, fingerprint: blast.fingerprint }),
    ).rejects.toThrow()
    await post('nodes/drain', { object: node, minutes: 1, typed: name, fingerprint: blast.fingerprint })
    await page.getByRole('button', { name: `Watch Drain ${name}` }).click()
    await expect(dialogOf(page).getByText('Gone').first()).toBeVisible({ timeout: 60_000 })
    await takeScreens(page, 'drain')
    await post('nodes/uncordon', { object: node, ...plain })
    await expect(async () =>
      expect(await server.kubectl('get pods -n binder -l component=hub --no-headers')).toMatch(
        /1\/1 +Running/,
      ),
    ).toPass({ timeout: 120_000 })
  })
})
