import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, clusterOf, daemonSet, deployment, faultOf } from '../../testing/step-trial.ts'
import { storage } from './storage.ts'

const hostpath = examplePlan
const openebs = { ...examplePlan, storage: { ...examplePlan.storage, kind: 'openebs' as const } }

const provisioner = (ready = 1) => deployment('hostpath-provisioner', ready, { namespace: 'kube-system' })
const inOpenebs = { namespace: 'openebs' }
const openebsParts = (ready = 1) => [
  deployment('openebs-localpv-provisioner', ready, inOpenebs),
  deployment('openebs-ndm-operator', 1, inOpenebs),
  daemonSet('openebs-ndm', 1, inOpenebs),
]
const openebsClass = {
  kind: 'StorageClass',
  metadata: { name: 'openebs-hostpath' },
  provisioner: 'openebs.io/local',
}

const check = (plan: typeof openebs | typeof hostpath, objects: object[], iscsid = 'enabled\nactive') =>
  storage.check(answers({ cluster: clusterOf(...objects), iscsid }), plan)

describe('the check of the storage', () => {
  it('is open on a server without any', () => {
    expect(check(hostpath, []).state).toBe('open')
    expect(check(openebs, [], 'inactive').state).toBe('open')
  })

  it('is done by the pods being ready, not by the add-on being on', () => {
    expect(check(hostpath, [provisioner()]).state).toBe('done')
    expect(check(hostpath, [provisioner(0)]).state).toBe('broken')
    expect(check(openebs, [...openebsParts(), openebsClass]).state).toBe('done')
    expect(check(openebs, [...openebsParts(0), openebsClass]).state).toBe('broken')
  })

  it('names the storage that is there in place of the one of the plan', () => {
    expect(check(hostpath, openebsParts())).toMatchObject({
      state: 'differs',
      evidence: 'OpenEBS makes volumes here.',
    })
    expect(check(openebs, [provisioner()])).toMatchObject({ state: 'differs', wanted: 'OpenEBS' })
  })

  it('is open while OpenEBS is there only in part', () => {
    expect(check(openebs, openebsParts().slice(0, 2)).state).toBe('open')
    expect(check(openebs, openebsParts()).state).toBe('open')
  })

  it.each(['disabled\nactive', 'masked\ninactive', 'inactive', 'not-found\ninactive'])(
    'is open while iscsid is %j',
    (iscsid) => {
      expect(check(openebs, [...openebsParts(), openebsClass], iscsid).state).toBe('open')
    },
  )

  it('takes an iscsid that its socket starts later, as after the commands of the tutorial', () => {
    expect(check(openebs, [...openebsParts(), openebsClass], 'enabled\ninactive').state).toBe('done')
  })

  it('is unknown when Kubernetes does not answer', () => {
    expect(storage.check(answers({ cluster: { text: 'refused', code: 1 }, iscsid: '' }), hostpath)).toEqual({
      state: 'unknown',
      evidence: 'Kubernetes did not answer: refused',
    })
  })
})

describe('the script of OpenEBS', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  const withAddon = (enable: string, releases = ''): ScriptedServer =>
    scriptedServer({
      dpkg: `echo 'Status: install ok installed'`,
      systemctl: 'exit 0',
      python3: `cat >/dev/null; printf 'ready\\t\\t\\n'`,
      microk8s: `case "$*" in 'helm list'*) echo '${releases}' ;; 'enable openebs') ${enable} ;; esac`,
    })

  it('is not taken in by an add-on that installs nothing and ends with 0', () => {
    server = withAddon(
      `echo 'iscsid is not available or enabled.'; echo 'Make sure iscsi is installed on all nodes.'`,
    )
    const { code, lines } = server.run(storage.script(openebs))
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('stopped: The add-on ended without having installed OpenEBS.')
  })

  it('goes on when the add-on says that it is installed', () => {
    server = withAddon(`echo 'OpenEBS is installed'`)
    expect(server.run(storage.script(openebs)).code).toBe(0)
    expect(server.calls().filter((call) => call.includes('uninstall '))).toEqual([])
  })

  it('takes a half-installed release off first', () => {
    server = withAddon(`echo 'OpenEBS is installed'`, 'openebs')
    expect(server.run(storage.script(openebs)).code).toBe(0)
    const calls = server.calls().filter((call) => /uninstall |enable openebs/.test(call))
    expect(calls).toEqual(['microk8s helm uninstall openebs -n openebs', 'microk8s enable openebs'])
  })
})

describe('a known failure of the storage', () => {
  it.each([
    [
      'Error: looks like "https://openebs.github.io/charts" is not a valid chart repository or cannot be reached: 404',
      'chart-gone',
    ],
    ['Error: INSTALLATION FAILED: cannot re-use a name that is still in use', 'half-release'],
    ['iscsid is not available or enabled.', 'no-iscsid'],
    ['Addon openebs was not found in any repository', 'community-off'],
    ['stopped: The package lock was not free within 600 s.', 'package-lock'],
    [
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 42 (unattended-upgr)',
      'package-lock',
    ],
    [
      "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.",
      'package-half-installed',
    ],
    ['E: Unable to locate package open-iscsi', 'package-unknown'],
    [
      "W: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/noble/InRelease  Temporary failure resolving 'archive.ubuntu.com'",
      'mirror-away',
    ],
  ])('is told by %j', (line, id) => {
    expect(faultOf(storage, line, openebs)?.id).toBe(id)
  })

  it('says who holds the package lock', () => {
    const line =
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 42 (unattended-upgr)'
    expect(faultOf(storage, line, openebs)?.what).toBe(
      'The package lock is held by unattended-upgr (process 42).',
    )
  })
})
