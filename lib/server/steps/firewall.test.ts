import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers } from '../../testing/step-trial.ts'
import { firewall } from './firewall.ts'

/** `ufw status verbose` with these rules, in ufw's own columns. */
const status = (routed: string, ...rules: string[]): string => `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), ${routed} (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
${rules.join('\n')}
`
const IN = (name: string): string => `Anywhere on ${name}          ALLOW IN    Anywhere                  `
const OUT = (name: string): string => `Anywhere                   ALLOW OUT   Anywhere on ${name}`
const calico = [IN('vxlan.calico'), IN('cali+'), OUT('vxlan.calico'), OUT('cali+')]

const check = (text: string, microk8s = 'installed\ncni 10-calico.conflist') =>
  firewall.check(answers({ firewall: text, microk8s }), plan)

describe('the check of the firewall', () => {
  it.each([
    ['Status: inactive', 'not-needed', 'ufw: inactive'],
    ['none', 'not-needed', 'ufw is not installed'],
    ['', 'unknown', 'ufw did not say whether it is active'],
  ])('of "%s" is %s', (text, state, evidence) => {
    expect(check(text)).toEqual({ state, evidence })
  })

  it('is done when all rules are there', () => {
    expect(check(status('allow', ...calico)).state).toBe('done')
  })

  it('names what is missing', () => {
    expect(check(status('deny', IN('cali+'), OUT('vxlan.calico')))).toEqual({
      state: 'open',
      evidence: 'ufw: active, missing: allow in on vxlan.calico, allow out on cali+, default allow routed',
    })
  })

  it('does not take a rule for some addresses, or one that denies, for one that lets pods through', () => {
    const narrow = 'Anywhere on cali+          ALLOW IN    10.0.0.0/8                '
    const deny = 'Anywhere on cali+          DENY IN     Anywhere                  '
    for (const rule of [narrow, deny])
      expect(check(status('allow', ...calico.filter((other) => other !== IN('cali+')), rule)).state).toBe(
        'open',
      )
  })

  it('wants the rules of the tutorial where flannel is the network', () => {
    const flannel = 'installed\ncni flannel.conflist\nlink cni0'
    expect(check(status('allow', ...calico), flannel)).toEqual({
      state: 'open',
      evidence: 'ufw: active, missing: allow in on cni0, allow out on cni0',
    })
    expect(check(status('allow', IN('cni0'), OUT('cni0')), flannel).state).toBe('done')
  })

  it('reads the setting while the kernel forwards nothing yet', () => {
    const text = status('disabled', ...calico)
    expect(check(text).state).toBe('open')
    expect(check(`${text}DEFAULT_FORWARD_POLICY="ACCEPT"`).state).toBe('done')
  })
})

describe('the script of the firewall', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  /** A ufw that keeps its rules in a file, and people signed in on port 2222. */
  const ufw = (...rules: string[]): ScriptedServer => {
    const made = scriptedServer({
      microk8s: '',
      // The third is a way that sshd leads on for us, to the API: its own end has a port of the moment.
      ss: `case "$*" in
  *established*) printf '0 0 10.0.0.5:2222 10.0.0.9:50000 users:(("sshd-session",pid=7,fd=3))\\n0 0 127.0.0.1:19001 127.0.0.1:4000 users:(("k8s",pid=8,fd=3))\\n0 0 127.0.0.1:51692 127.0.0.1:16443 users:(("sshd-session",pid=7,fd=9))\\n' ;;
  *) printf 'LISTEN 0 128 0.0.0.0:2222 0.0.0.0:*\\nLISTEN 0 128 [::]:2222 [::]:*\\nLISTEN 0 4096 127.0.0.1:19001 0.0.0.0:*\\n' ;;
esac`,
      ufw: `case "$*" in
  status*) cat "$folder/status" ;;
  'default allow routed') echo 'DEFAULT_FORWARD_POLICY="ACCEPT"' >"$folder/etc/default/ufw" ;;
  'default deny routed') echo 'DEFAULT_FORWARD_POLICY="DROP"' >"$folder/etc/default/ufw" ;;
  'allow in on '*) echo "Anywhere on $4 ALLOW IN Anywhere" >>"$folder/status" ;;
  'allow out on '*) echo "Anywhere ALLOW OUT Anywhere on $4" >>"$folder/status" ;;
  'allow '*) echo "$2 ALLOW IN Anywhere" >>"$folder/status" ;;
esac`,
    })
    mkdirSync(join(made.folder, 'etc/default'), { recursive: true })
    writeFileSync(join(made.folder, 'etc/default/ufw'), 'DEFAULT_FORWARD_POLICY="DROP"\n')
    writeFileSync(join(made.folder, 'status'), status('deny', ...rules))
    return made
  }
  const MOVED = ['/etc/default/ufw', '/var/lib/bindery', '/var/snap']
  const run = () => server.run(firewall.script(plan), MOVED)
  const changes = (): string[] => server.calls().filter((call) => /^ufw (?!status)/.test(call))

  it('allows the port of this connection first, and never switches ufw on', () => {
    server = ufw()
    expect(run().code).toBe(0)
    expect(changes()).toEqual([
      'ufw allow 2222/tcp',
      'ufw allow in on vxlan.calico',
      'ufw allow out on vxlan.calico',
      'ufw allow in on cali+',
      'ufw allow out on cali+',
      'ufw default allow routed',
    ])
    expect(run().code).toBe(0)
    expect(changes()).toHaveLength(6)
  })

  it.each([
    '2222/tcp                   ALLOW IN    10.0.0.0/8',
    '2222                       LIMIT IN    Anywhere',
    '22,2222/tcp                ALLOW IN    Anywhere',
    '2000:3000/tcp              ALLOW IN    Anywhere',
    '10.0.0.5 2222/tcp          ALLOW IN    Anywhere',
    'Anywhere                   ALLOW IN    10.0.0.0/8',
  ])('does not open the port wider where a rule lets it in already: %s', (rule) => {
    server = ufw(rule)
    expect(run().code).toBe(0)
    expect(changes().some((call) => call.includes('2222'))).toBe(false)
  })

  it('is not content with a rule for another port', () => {
    server = ufw('22222/tcp                  ALLOW IN    Anywhere')
    run()
    expect(changes()[0]).toBe('ufw allow 2222/tcp')
  })

  it('leaves a ufw that is not active alone', () => {
    server = ufw()
    writeFileSync(join(server.folder, 'status'), 'Status: inactive\n')
    expect(run().code).toBe(0)
    expect(changes()).toEqual([])
  })

  it('takes back only the rules that it added, and leaves the port of SSH open', () => {
    server = ufw(...calico.slice(0, 1))
    run()
    expect(readFileSync(join(server.folder, 'var/lib/bindery/firewall-rules'), 'utf8')).not.toContain(
      'in on vxlan',
    )
    const before = changes().length
    expect(server.run(firewall.undo!(plan)!.script, MOVED).code).toBe(0)
    expect(changes().slice(before)).toEqual([
      'ufw delete allow out on vxlan.calico',
      'ufw delete allow in on cali+',
      'ufw delete allow out on cali+',
      'ufw default deny routed',
    ])
  })
})
