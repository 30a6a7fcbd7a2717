import type { Page } from '@playwright/test'
import type { StepId } from '../lib/shared/install.ts'
import type { ServerRow } from '../lib/shared/server-row.ts'
import type { TestConsole } from './support/console.ts'
import { type InstallProbe, installOf, online } from './support/install.ts'
import { takeScreens } from './support/screens.ts'
import type { ServerControl } from './support/server-control.ts'
import { expect, test } from './support/test.ts'
import type { TestServer } from './support/test-server.ts'

// What goes wrong during an install, on a server that really goes wrong. Each test has a bare server.

test.setTimeout(900_000)

async function bareServer(
  console: TestConsole,
  control: ServerControl,
): Promise<{ id: string; install: InstallProbe; server: TestServer }> {
  const server = await control.renew()
  const id = await console.addServer(server)
  await online(console, id)
  return { id, install: installOf(console, id), server }
}

/** What a person sees of a failed step, and that it is the page of this one. */
async function showsFailure(page: Page, serverId: string, step: StepId, what: RegExp): Promise<void> {
  await page.goto(`/s/${serverId}/install/${step}`)
  await expect(page.getByText(what).first()).toBeVisible()
}

test('stops or waits with the right words at each fault, and every way on leads to a finished install', async ({
  page,
  console,
  control,
}) => {
  control.needs('renew', 'fault', 'exec')
  const { id, install } = await bareServer(console, control)
  const plan = await install.proposedPlan()
  await install.savePlan({ ...plan, storage: { ...plan.storage, kind: 'openebs' } })

  await test.step('no room for the snap', async () => {
    await control.fault('disk-full')
    await install.start()
    const { failure } = await install.failedAt('snap-install')
    expect(failure.fault).toBe('disk-full')
    await showsFailure(page, id, 'snap-install', /disk ran full/)
    await takeScreens(page, 'install-failed-disk-full')
    await install.remedy('snap-install')
    expect((await install.failedAt('snap-install')).failure.fault).toBe('no-room')
    await control.clearFaults()
  })

  await test.step('the store is down', async () => {
    await control.fault('snap-store-down')
    await install.start()
    const { failure } = await install.failedAt('snap-install')
    expect(failure.fault).toBe('store-down')
    expect(failure.line).not.toBeNull()
    await showsFailure(page, id, 'snap-install', /store/i)
    await expect(page.getByRole('link', { name: `line ${failure.line?.number} below` })).toBeVisible()
  })

  await test.step('snapd is busy: waited for, with the reason', async () => {
    await control.fault('snap-busy=30')
    await install.start()
    await expect(async () => {
      const { activity } = await install.step('snap-install')
      expect(activity.state === 'running' && activity.waitsFor?.what).toMatch(/snap change|refresh/i)
    }).toPass({ timeout: 30_000, intervals: [300] })
    await page.goto(`/s/${id}/install`)
    await expect(page.getByText(/waits|waiting/i).first()).toBeVisible()
  })

  await test.step('CoreDNS loops', async () => {
    await install.running('ready')
    await control.fault('dns-crashloop')
    const { failure } = await install.failedAt('dns')
    expect(failure).toMatchObject({ fault: 'corefile', remedy: expect.anything() })
    await showsFailure(page, id, 'dns', /DNS/)
    await control.clearFaults()
  })

  await test.step('MetalLB loops; the package lock is held', async () => {
    await control.fault('metallb-loop')
    await install.remedy('dns')
    const { failure } = await install.failedAt('metallb')
    expect(failure).toMatchObject({ fault: 'pool-refused', remedy: expect.anything() })
    await takeScreens(page, 'install-failed-metallb')
    await control.clearFaults()
    await control.fault('apt-lock=25')
    await control.fault('openebs-chart-missing')
    await install.remedy('metallb')
    await expect(async () => {
      const { activity } = await install.step('storage')
      expect(activity.state === 'running' && activity.waitsFor?.what).toMatch(/package lock/)
    }).toPass({ timeout: 120_000, intervals: [300] })
  })

  await test.step('the chart of OpenEBS is gone: storage on the server itself instead', async () => {
    const { failure } = await install.failedAt('storage')
    expect(failure.fault).toBe('chart-gone')
    await showsFailure(page, id, 'storage', /OpenEBS/)
    await control.clearFaults()
    await install.savePlan(plan)
  })

  await test.step('the API goes away', async () => {
    await install.start()
    await install.running('storage')
    await control.fault('api-down')
    const row = await install.ended()
    expect(row.ended?.how, JSON.stringify(row.ended)).toBe('failed')
    await control.clearFaults()
    await expect(async () => expect((await install.step('ready')).check.state).toBe('done')).toPass({
      timeout: 120_000,
      intervals: [1_000],
    })
  })

  await test.step('Helm is slow, and the registry denies', async () => {
    await control.fault('helm-slow=4')
    await control.fault('registry-deny')
    await install.start()
    const { failure } = await install.failedAt('launch')
    expect(failure.fault).toBe('push-denied')
    await showsFailure(page, id, 'launch', /registry|denied|push/i)
    await control.clearFaults()
  })

  await install.start()
  const row = await install.ended()
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })
  expect(row.steps.filter(({ check }) => check.state !== 'done' && check.state !== 'not-needed')).toEqual([])
  await nothingTwice(control)

  await test.step('the certificate of the API is not accepted: the look names it, and its remedy makes a new one', async () => {
    await control.exec('bash', '-c', FOREIGN_CERTIFICATE)
    await expect(async () =>
      expect((await install.step('ready')).check).toMatchObject({ state: 'broken', fault: 'certificates' }),
    ).toPass({ timeout: 120_000, intervals: [1_000] })
    await showsFailure(page, id, 'ready', /certificate of the Kubernetes API/)
    await takeScreens(page, 'install-found-certificate')
    await page.getByRole('button', { name: /^Apply the remedy and run step/ }).click()
    await expect(async () => expect((await install.row()).going).toBeNull()).toPass({
      timeout: 240_000,
      intervals: [1_000],
    })
    expect((await install.row()).ended).toMatchObject({ how: 'finished', step: 'ready' })
  })
})

/** A certificate of the API that nobody signed whom the cluster trusts. */
const FOREIGN_CERTIFICATE = `cd /var/snap/microk8s/current/certs &&
openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.crt -days 3 -subj /CN=somebody-else -addext subjectAltName=IP:127.0.0.1 &&
snap restart microk8s`

test('opens a firewall for the network that is there, and knows a container without rights', async ({
  page,
  console,
  control,
}) => {
  control.needs('renew', 'exec')
  const { id, install } = await bareServer(console, control)
  await install.savePlan(await install.proposedPlan())

  await test.step('an LXC container without the profile of MicroK8s', async () => {
    // There is no LXC here: snap says what it says there (domain.md 1.1).
    await shim(
      control,
      'snap',
      `[ "$1" != install ] || { echo 'error: cannot perform the following tasks: - Run install hook of "microk8s" snap (the lxc profile for MicroK8s might be missing)' >&2; exit 1; }`,
    )
    await install.start('snap-install')
    const { failure } = await install.failedAt('snap-install')
    expect(failure.fault).toBe('lxc')
    await showsFailure(page, id, 'snap-install', /LXC container/)
    await unshim(control, 'snap')
  })

  await test.step('flannel in place of Calico, with ufw active', async () => {
    await install.start('snap-install')
    expect((await install.ended()).ended).toMatchObject({ how: 'finished' })
    await control.exec('bash', '-c', FLANNEL)
    const check = async () => (await install.step('firewall')).check
    expect(await check()).toMatchObject({ state: 'open', evidence: expect.stringContaining('cni0') })
    await install.start('firewall')
    expect((await install.ended()).ended).toMatchObject({ how: 'finished' })
    expect(await check()).toMatchObject({ state: 'done', evidence: expect.stringContaining('cni0') })
    const rules = await control.exec('ufw', 'status')
    expect(rules).toContain('Anywhere on cni0')
    expect(rules).not.toContain('cali')
    // Bindery's own way to the API goes out of sshd: its port of the moment is not opened.
    expect(new Set(rules.match(/^\d+\/tcp/gm))).toEqual(new Set(['22/tcp']))
  })
})

/** The old network of MicroK8s, as far as its files show it; SSH stays open. */
const FLANNEL = `cd /var/snap/microk8s/current/args/cni-network &&
mkdir -p /tmp/calico && mv ./* /tmp/calico/ && echo '{}' >flannel.conflist &&
ufw allow 22/tcp && ufw --force enable`

/** Puts a command of ours before one of the server's: bash that may end by itself, or goes on with the real one. */
async function shim(control: ServerControl, name: string, body: string): Promise<void> {
  const script = `#!/bin/bash\n${body}\nexec /usr/bin/${name} "$@"\n`
  await control.exec(
    'bash',
    '-c',
    'printf %s "$2" >"$1" && chmod 755 "$1"',
    '-',
    `/usr/local/bin/${name}`,
    script,
  )
}

async function unshim(control: ServerControl, name: string): Promise<void> {
  await control.exec('rm', `/usr/local/bin/${name}`)
}

test('goes on after the link was cut, the console killed and the server rebooted in the middle of a step', async ({
  page,
  console,
  control,
}) => {
  control.needs('renew', 'cut', 'reset', 'reboot', 'exec')
  const { id, install } = await bareServer(console, control)
  await install.savePlan(await install.proposedPlan())
  await install.start()

  const snap = await install.running('snap-install')
  await page.goto(`/s/${id}/install`)
  await page.reload()
  await expect(page.getByRole('heading', { name: /Step 2 of/ })).toBeVisible()
  await control.cut(6)

  await install.running('metallb')
  await console.kill9()
  await console.start()
  await online(console, id)

  await install.running('install')
  await control.reboot()

  const row = await install.ended(600_000)
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })
  expect(await install.transcript(snap)).toContain('snap install microk8s')
  await nothingTwice(control)
})

test('finds out beforehand what cannot work', async ({ page, console, control }) => {
  control.needs('renew', 'reset', 'exec')
  const { id, install, server } = await bareServer(console, control)
  const { user, password = '' } = server
  await install.savePlan(await install.proposedPlan())
  const preflight = async (): Promise<string> => {
    const { check } = await install.step('preflight')
    expect(check.state).toBe('broken')
    return check.evidence
  }

  await test.step('capitals in the host name', async () => {
    const before = (await control.exec('hostname')).trim()
    await control.exec('hostname', 'Binder-01')
    expect(await preflight()).toMatch(/Binder-01/)
    await install.start()
    const { failure } = await install.failedAt('preflight')
    expect(failure.what).toMatch(/Binder-01/)
    await showsFailure(page, id, 'preflight', /Binder-01/)
    await takeScreens(page, 'install-failed-host-name')
    await control.exec('hostname', before)
    expect((await install.step('preflight')).check.state).toBe('done')
  })

  await test.step('not Ubuntu', async () => {
    await control.exec(
      'sh',
      '-c',
      'echo "ID=fedora\nVERSION_ID=42\nPRETTY_NAME=Fedora" >/tmp/os; mount --bind /tmp/os /etc/os-release',
    )
    expect(await preflight()).toMatch(/Fedora/)
    await control.exec('umount', '/etc/os-release')
  })

  await test.step('another Kubernetes on the ports', async () => {
    await control.exec('systemd-run', '-q', '--unit=other-api', 'python3', '-m', 'http.server', '16443')
    await expect(async () => expect(await preflight()).toMatch(/16443/)).toPass({ timeout: 10_000 })
    await control.exec('systemctl', 'stop', 'other-api')
  })

  await test.step('an ARM processor', async () => {
    await shim(control, 'uname', '[ "$1" != -m ] || { echo aarch64; exit; }')
    expect(await preflight()).toMatch(/processor aarch64/)
    await unshim(control, 'uname')
  })

  await test.step('1 GB of memory', async () => {
    await control.exec(
      'sh',
      '-c',
      "sed 's/^MemTotal:.*/MemTotal: 1000000 kB/' /proc/meminfo >/tmp/meminfo; mount --bind /tmp/meminfo /proc/meminfo",
    )
    expect(await preflight()).toMatch(/1 GB of memory, 4 GB are needed/)
    await showsFailure(page, id, 'preflight', /too little memory/)
    await control.exec('umount', '/proc/meminfo')
  })

  await test.step('a full disk', async () => {
    await control.exec('sh', '-c', 'mkdir -p /var/snap && mount -t tmpfs -o size=8m none /var/snap')
    expect(await preflight()).toMatch(/the disk is full/)
    await control.exec('umount', '/var/snap')
  })

  await test.step('another sudo password, and a user who may not become root any more', async () => {
    await control.exec('sh', '-c', 'echo "$1" | chpasswd', '-', `${user}:another-password`)
    expect((await install.row()).problem).toMatchObject({ code: 'sudo_wrong_password' })
    await page.goto(`/s/${id}/install`)
    await expect(page.getByText(/sudo does not accept this password/).first()).toBeVisible()
    await control.exec('sh', '-c', 'echo "$1" | chpasswd', '-', `${user}:${password}`)
    expect((await install.row()).problem).toBeNull()

    // A session keeps the groups that it began with, so it shows with the next one.
    await control.exec('gpasswd', '--delete', user, 'sudo')
    await control.reset()
    await expect(async () => {
      const { link } = (await console.api.get(`/api/servers/${id}`)) as ServerRow
      expect(link).toMatchObject({ state: 'refused', problem: { code: 'root_refused' } })
    }).toPass({ timeout: 30_000, intervals: [500] })
    await expect(page.getByText(/may not become root on this server/).first()).toBeVisible()
    await control.exec('gpasswd', '--add', user, 'sudo')
    await console.api.post(`/api/servers/${id}/connect`)
    await online(console, id)
  })
  expect((await install.step('preflight')).check.state).toBe('done')
})

/** What would be there twice, had any step been done twice. */
async function nothingTwice(control: ServerControl): Promise<void> {
  const changes = await control.exec('snap', 'changes')
  expect(changes.match(/Done .*Install "microk8s" snap/g) ?? [], changes).toHaveLength(1)
  const history: unknown = JSON.parse(
    await control.exec('/snap/bin/microk8s', 'helm', 'history', 'binder', '-n', 'binder', '-o', 'json'),
  )
  expect(history).toMatchObject([{ status: 'deployed' }])
  const pods = await control.exec(
    '/snap/bin/microk8s',
    'kubectl',
    'get',
    'pods',
    '-n',
    'binder',
    '-o',
    'name',
  )
  expect(pods.match(/pod\/hub-/g)).toHaveLength(1)
  const units = await control.exec('systemctl', 'list-units', '--all', '--plain', 'bindery-run-*')
  expect(units).not.toContain('.service')
}
