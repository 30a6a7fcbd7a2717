import { afterEach, describe, expect, it } from 'vitest'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, faultOf } from '../../testing/step-trial.ts'
import { snapHold } from './snap-hold.ts'
import { snapInstall } from './snap-install.ts'

const plan = { ...examplePlan, channel: '1.32/stable' }
const HEAD = 'Name      Version   Rev   Tracking     Publisher   Notes'

function seen(list: string, { snapd = '2.63+24.04', changes = 'error: no changes found' } = {}) {
  return answers({ snap: `snap    ${snapd}\nsnapd   ${snapd}\n\n${list}\n\n${changes}\n` })
}
const installed = (tracking: string, notes: string): string =>
  `${HEAD}\nmicrok8s  v1.32.13  7845  ${tracking}  canonical✓  ${notes}`
const MISSING = 'error: no matching snaps installed'

describe('the check of the install of MicroK8s', () => {
  it.each<[string, ReturnType<typeof seen>, object]>([
    ['a bare server', seen(MISSING), { state: 'open', evidence: 'not installed' }],
    [
      'the channel of the plan',
      seen(installed('1.32/stable', 'classic')),
      { state: 'done', evidence: 'v1.32.13 (7845), channel 1.32/stable' },
    ],
    [
      'a branch of it',
      seen(installed('1.32/stable/…', 'classic,held')),
      { state: 'done', evidence: 'v1.32.13 (7845), channel 1.32/stable' },
    ],
    [
      'another channel',
      seen(installed('latest/stable', 'classic')),
      { state: 'differs', evidence: 'v1.32.13 (7845), channel latest/stable', wanted: 'channel 1.32/stable' },
    ],
    [
      'a disabled snap',
      seen(installed('1.32/stable', 'disabled,classic')),
      { state: 'broken', evidence: 'v1.32.13 (7845), channel 1.32/stable, disabled', fault: 'disabled' },
    ],
    [
      'a broken snap',
      seen(installed('1.32/stable', 'broken')),
      { state: 'broken', evidence: 'v1.32.13 (7845), channel 1.32/stable, broken', fault: 'broken' },
    ],
    [
      'no answer',
      seen('error: cannot communicate with server: dial unix /run/snapd.socket: connect: no such file'),
      {
        state: 'unknown',
        evidence:
          'snapd did not answer: error: cannot communicate with server: dial unix /run/snapd.socket: connect: no such file',
      },
    ],
  ])('with %s', (_what, given, check) => {
    expect(snapInstall.check(given, plan)).toEqual(check)
  })

  it('is not done while snapd still installs it', () => {
    const changes =
      'ID  Status  Spawn  Ready  Summary\n7   Doing   today at 09:12 UTC  -   Install "microk8s" snap from "1.32/stable" channel'
    expect(snapInstall.check(seen(installed('1.32/stable', 'classic'), { changes }), plan).state).toBe('open')
  })
})

describe('the check of the hold', () => {
  it('reads the notes, and does not ask it of a snapd that cannot', () => {
    expect(snapHold.check(seen(installed('1.32/stable', 'classic,held')), plan).state).toBe('done')
    expect(snapHold.check(seen(installed('1.32/stable', 'classic')), plan).state).toBe('open')
    expect(snapHold.check(seen(installed('1.32/stable', 'classic'), { snapd: '2.57.5' }), plan)).toEqual({
      state: 'not-needed',
      evidence: 'snapd 2.57.5 cannot hold a snap yet, 2.58 can',
    })
    // As a fraction, 2.100 would be older than 2.58.
    expect(snapHold.check(seen(MISSING, { snapd: '2.100' }), plan).state).toBe('open')
    expect(snapHold.check(seen(MISSING, { snapd: '3.1' }), plan).state).toBe('open')
    expect(snapHold.check(seen(MISSING), plan).state).toBe('open')
  })
})

describe('the script that installs MicroK8s', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  /** A snapd that has microk8s from this channel ('' for none) and does what it is told. */
  const snapd = (version: string, channel: string): ScriptedServer =>
    scriptedServer({
      microk8s: '',
      snap: `[ -e "$folder/have" ] || echo '${version} ${channel}' >"$folder/have"
read -r version channel <"$folder/have"
case $1 in
  list) [ -n "$channel" ] || exit 1; printf '${HEAD}\\nmicrok8s  %s  1  %s  canonical  classic\\n' "$version" "$channel" ;;
  install|refresh) for word in "$@"; do case $word in --channel=*) echo "v1.0.0 \${word#*=}" >"$folder/have" ;; esac; done ;;
esac`,
    })
  const changing = (): string[] => server.calls().filter((call) => /^snap (install|refresh)/.test(call))

  it('installs once, however often it runs', () => {
    server = snapd('', '')
    expect(server.run(snapInstall.script(plan)).lines.at(-1)).toBe(
      'checked: microk8s is there, from 1.32/stable',
    )
    expect(server.run(snapInstall.script(plan)).code).toBe(0)
    expect(changing()).toEqual(['snap install microk8s --classic --channel=1.32/stable'])
  })

  it.each([
    ['v1.32.9', 'latest/stable'],
    ['v1.31.14', '1.31/stable'],
  ])('refreshes %s from %s', (version, channel) => {
    server = snapd(version, channel)
    expect(server.run(snapInstall.script(plan)).code).toBe(0)
    expect(changing()).toEqual(['snap refresh microk8s --channel=1.32/stable'])
  })

  it.each([
    ['v1.33.1', '1.33/stable', 'older'],
    ['v1.30.1', '1.30/stable', 'too-far'],
    ['v1.32.1', '1.32-strict/stable', 'strict'],
  ])('touches nothing with %s from %s', (version, channel, fault) => {
    server = snapd(version, channel)
    const { code, lines } = server.run(snapInstall.script(plan))
    expect(code).toBe(1)
    expect(changing()).toEqual([])
    expect(faultOf(snapInstall, lines.at(-1) ?? '', plan)?.id).toBe(fault)
  })
})

describe('the faults of the install', () => {
  it.each([
    [
      'store-down',
      'error: cannot install "microk8s": cannot query the store for updates: got unexpected HTTP status code 503 via POST to "https://api.snapcraft.io/v2/snaps/refresh"',
    ],
    [
      'network',
      'error: cannot install "microk8s": Post "https://api.snapcraft.io/v2/snaps/refresh": dial tcp: lookup api.snapcraft.io: no such host',
    ],
    ['network', 'error: unable to contact snap store'],
    [
      'disk-full',
      '- Download snap "microk8s" (8465) from channel "1.32/stable" (write /var/lib/snapd/snaps/x: no space left on device)',
    ],
    ['busy', 'error: snap "microk8s" has "auto-refresh" change in progress'],
    ['aborted', 'error: change finished in status "Undone" with no error message'],
    ['access-denied', 'error: access denied (try with sudo)'],
    [
      'no-channel',
      'error: snap "microk8s" is not available on 1.99/stable but is available to install on the following',
    ],
    ['lxc', 'the lxc profile for MicroK8s might be missing'],
    ['too-early', 'error: too early for operation, device not yet seeded or device model not acknowledged'],
  ])('knows %s by: %s', (id, line) => {
    expect(faultOf(snapInstall, line, plan)?.id).toBe(id)
  })
})
