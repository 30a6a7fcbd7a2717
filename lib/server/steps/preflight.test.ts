import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers } from '../../testing/step-trial.ts'
import { preflight } from './preflight.ts'
import { preflightProblems } from './preflight-problems.ts'

/** A line of df. */
const df = (total: number, free: number): string => `/dev/sda2 ext4 ${total} ${total - free} ${free} 50% /`

const good: Record<string, string> = {
  ID: 'ubuntu',
  VERSION_ID: '24.04',
  PRETTY_NAME: 'Ubuntu 24.04.1 LTS',
  arch: 'x86_64',
  cores: '8',
  memory: '33501757440',
  hostname: 'teach-02',
  disk: df(500e9, 412e9),
  inodes: '1000000',
  snapd: 'running',
}

/** What the server says: the good server with some of its lines changed, and lines added. */
function seen(changed: Record<string, string> = {}, ...more: string[]) {
  const lines = Object.entries({ ...good, ...changed }).flatMap(([key, value]) =>
    value ? [`${key} ${value}`] : [],
  )
  return answers({ machine: [...lines, ...more].join('\n') })
}

describe('the look at the server', () => {
  it('is done on a good server, with what it is', () => {
    expect(preflight.check(seen({}, 'route'), plan)).toEqual({
      state: 'done',
      evidence: 'Ubuntu 24.04.1 LTS, 8 cores, 33.5 GB, 412 GB free',
    })
  })

  it.each<[fault: string, words: string, changed: Record<string, string>, more?: string[]]>([
    [
      'not-ubuntu',
      'Debian GNU/Linux 12 (bookworm), not Ubuntu',
      { ID: 'debian', VERSION_ID: '12', PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)' },
    ],
    [
      'ubuntu-too-old',
      'Ubuntu 18.04.6 LTS is older than 20.04',
      { VERSION_ID: '18.04', PRETTY_NAME: 'Ubuntu 18.04.6 LTS' },
    ],
    ['not-x86', 'processor aarch64, not x86_64', { arch: 'aarch64' }],
    ['memory', '1 GB of memory, 4 GB are needed', { memory: '1019000000' }],
    ['disk', '12 GB of disk free, 15 GB are needed', { disk: df(50e9, 12e9) }],
    ['disk-full', 'the disk is full, 4.2 MB are left of 50 GB', { disk: df(50e9, 4.2e6) }],
    ['disk-full', 'the disk has no room for another file (no inodes left)', { inodes: '0' }],
    ['hostname', 'host name Teach_02 has capitals or an underscore', { hostname: 'Teach_02' }],
    ['no-snapd', 'snapd is not installed', { snapd: '' }],
    ['snapd-stopped', 'snapd does not run', { snapd: 'stopped' }],
    [
      'ports-taken',
      'port 6443 is taken by kube-apiserver, port 10250 is taken by kubelet',
      {},
      ['port 6443 kube-apiserver', 'port 10250 kubelet', 'port 10250 kubelet'],
    ],
    ['other-kubernetes', 'k3s is on this server', {}, ['other k3s.service']],
    ['other-kubernetes', 'kubeadm is on this server', {}, ['other kubelet.service', 'kubeadm']],
  ])('finds %s: %s', (fault, evidence, changed, more = []) => {
    expect(preflight.check(seen(changed, 'route', ...more), plan)).toEqual({
      state: 'broken',
      evidence,
      fault,
    })
    const { what, why, remedy, advice } = preflight.faults.find(({ id }) => id === fault)!
    expect(what(null, plan)).toMatch(/\.$/)
    expect(why).toMatch(/\.$/)
    expect(remedy ?? advice).toBeTruthy()
  })

  it('finds that there is no way out of its network', () => {
    expect(preflight.check(seen(), plan)).toMatchObject({ state: 'broken', fault: 'no-route' })
  })

  it('names all that is wrong, and begins with what cannot be helped', () => {
    const check = preflight.check(seen({ hostname: 'Big', arch: 'aarch64' }, 'route'), plan)
    expect(check).toEqual({
      state: 'broken',
      evidence: 'processor aarch64, not x86_64; host name Big has capitals or an underscore',
      fault: 'not-x86',
    })
  })

  it('lets a small server pass, and says what it is too small for', () => {
    expect(preflight.check(seen({ memory: '4100000000', disk: df(40e9, 20e9) }, 'route'), plan)).toEqual({
      state: 'done',
      evidence:
        'Ubuntu 24.04.1 LTS, 8 cores, 4.1 GB, 20 GB free, with less than 8 GB of memory only a few people fit, with less than 40 GB of free disk few images fit',
    })
  })

  it('does not count against a server with MicroK8s what MicroK8s has used, nor a kubelet without kubeadm', () => {
    const check = preflight.check(
      seen({ disk: df(50e9, 9e9) }, 'route', 'microk8s', 'other kubelet.service'),
      plan,
    )
    expect(check.state).toBe('done')
  })

  it('is unknown when the server says nothing', () => {
    expect(preflight.check(answers({ machine: '' }), plan).state).toBe('unknown')
  })
})

describe('the remedy for a host name', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  it('writes it as Kubernetes does, keeps the old one leading here, and can be run twice', () => {
    server = scriptedServer({
      microk8s: '',
      uname: 'cat "$folder/name"',
      hostnamectl: 'echo "$2" >"$folder/name"',
      start: `mkdir -p "$folder/etc/cloud/cloud.cfg.d"; echo '127.0.0.1 localhost' >"$folder/etc/hosts"; echo _Big_Server.lab >"$folder/name"`,
    })
    const { remedy } = preflightProblems.find(({ id }) => id === 'hostname')!
    const body = remedy!.script(plan)
    server.run('start')
    const { code, lines } = server.run(body, ['/etc/'])
    expect(code).toBe(0)
    expect(lines.at(-1)).toBe('checked: the server is called big-server.lab')
    expect(server.run(body, ['/etc/']).code).toBe(0)
    expect(server.run('cat /etc/hosts /etc/cloud/cloud.cfg.d/*', ['/etc/']).lines).toEqual([
      '127.0.0.1 localhost',
      '127.0.1.1 _Big_Server.lab',
      '127.0.1.1 big-server.lab',
      'preserve_hostname: true',
    ])
  })
})
