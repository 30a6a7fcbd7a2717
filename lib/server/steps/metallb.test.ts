import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { covers, parseRange } from '../../shared/ipv4.ts'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, clusterOf, daemonSet, deployment, faultOf, waitingPod } from '../../testing/step-trial.ts'
import { raw, sh } from '../shell/sh.ts'
import { metallb } from './metallb.ts'

const metadata = { namespace: 'metallb-system' }
const addon = (component: string) => ({ ...metadata, labels: { app: 'metallb', component } })
const running = clusterOf(
  deployment('controller', 1, addon('controller')),
  daemonSet('speaker', 1, addon('speaker')),
)

const poolList = (...pools: [name: string, ...addresses: string[]][]): string =>
  JSON.stringify({
    items: pools.map(([name, ...addresses]) => ({ metadata: { ...metadata, name }, spec: { addresses } })),
  })
const everything = JSON.stringify({ items: [{ metadata: { ...metadata, name: 'all' }, spec: {} }] })
const nothing = JSON.stringify({ items: [] })

const check = (cluster: string, pools: string, code = 0) =>
  metallb.check(answers({ cluster, 'address-pools': { text: pools, code } }), plan)

describe('the check of the addresses', () => {
  it('is open on a server without MetalLB', () => {
    const missing = 'Error from server (NotFound): the server could not find the requested resource'
    expect(check(clusterOf(), missing, 1)).toEqual({ state: 'open', evidence: 'MetalLB is not on.' })
  })

  it('is done when the pool is the wish and both parts are ready', () => {
    expect(
      check(running, `${poolList(['default-addresspool', '10.0.0.201-10.0.0.210'])}\n${everything}`),
    ).toEqual({
      state: 'done',
      evidence: 'Pool default-addresspool has 10.0.0.201-10.0.0.210; controller and speaker are ready.',
    })
  })

  it('differs when the pool of the add-on has another range, a larger one too, and names who would move', () => {
    const service = {
      kind: 'Service',
      metadata: { name: 'proxy-public', namespace: 'binder' },
      status: { loadBalancer: { ingress: [{ ip: '10.0.0.100' }] } },
    }
    const cluster = clusterOf(...JSON.parse(running).items, service)
    expect(
      check(cluster, `${poolList(['default-addresspool', '10.0.0.100-10.0.0.250'])}\n${everything}`),
    ).toEqual({
      state: 'differs',
      evidence:
        'Pool default-addresspool has 10.0.0.100-10.0.0.250. These services would get another address: binder/proxy-public (10.0.0.100).',
      wanted: '10.0.0.201-10.0.0.210',
    })
  })

  it('takes over a pool of another name that has all of the wish', () => {
    expect(
      check(running, `${poolList(['lan', '10.0.0.200/29', '10.0.0.192/26'])}\n${everything}`).state,
    ).toBe('done')
    expect(check(running, `${poolList(['lan', '10.0.0.200/29'])}\n${everything}`).state).toBe('differs')
  })

  it('recognises a MetalLB that was installed by its own chart', () => {
    const own = (component: string) => ({
      namespace: 'metallb-system',
      labels: { 'app.kubernetes.io/name': 'metallb', 'app.kubernetes.io/component': component },
    })
    const cluster = clusterOf(
      deployment('metallb-controller', 1, own('controller')),
      daemonSet('metallb-speaker', 1, own('speaker')),
    )
    expect(check(cluster, `${poolList(['lan', '10.0.0.192/26'])}\n${everything}`).state).toBe('done')
  })

  it('is not done when nobody announces the addresses', () => {
    expect(check(running, `${poolList(['lan', '10.0.0.192/26'])}\n${nothing}\n${nothing}`).state).toBe(
      'differs',
    )
  })

  it('is not done for a pool that is given out only by name', () => {
    const pools = JSON.stringify({
      items: [
        { metadata: { ...metadata, name: 'lan' }, spec: { addresses: ['10.0.0.192/26'], autoAssign: false } },
      ],
    })
    expect(check(running, `${pools}\n${everything}`).state).toBe('differs')
  })

  it('is open when MetalLB is on and has nothing to give, as after a cut in the middle', () => {
    expect(check(running, `${poolList()}\n${everything}`).state).toBe('open')
  })

  it('is broken when a part is not ready, with the words of its pod', () => {
    const cluster = clusterOf(
      deployment('controller', 0, addon('controller')),
      daemonSet('speaker', 1, addon('speaker')),
      waitingPod('controller-7d-x', 'metallb-system', 'ImagePullBackOff', 'no such host'),
    )
    expect(check(cluster, poolList(['default-addresspool', '10.0.0.201-10.0.0.210']))).toEqual({
      state: 'broken',
      evidence: 'controller has 0 of 1 pods ready: pod controller-7d-x is ImagePullBackOff: no such host.',
      fault: null,
    })
  })

  it('is unknown when Kubernetes does not answer', () => {
    expect(check('', '', 1).state).toBe('unknown')
    expect(check(running, 'The connection to the server 127.0.0.1:16443 was refused', 1).state).toBe(
      'unknown',
    )
  })
})

describe('the script of the addresses', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  it('ends an add-on that asks without end, with everything it started', () => {
    server = scriptedServer({
      microk8s: `case $1 in enable)
  echo $$ >"$folder/pid"
  while :; do echo 'Failed to create default address pool, will retry'; sleep 0.05; done ;;
esac`,
    })
    const { code, lines } = server.run(metallb.script(plan))
    expect(code).toBe(1)
    expect(lines.at(-1)).toMatch(/^stopped: MetalLB refused the address pool ten times/)
    expect(lines.filter((line) => line.startsWith('Failed to create')).length).toBe(10)
    const pid = readFileSync(join(server.folder, 'pid'), 'utf8').trim()
    expect(spawnSync('kill', ['-0', pid]).status).toBe(1)
    expect(faultOf(metallb, lines.at(-1) ?? '', plan)?.id).toBe('pool-refused')
  })

  /** A cluster with MetalLB whose pools are the given lines, and whose webhook refuses the first call. */
  const withPools = (pools: string): ScriptedServer =>
    scriptedServer({
      python3: `cat >/dev/null; printf 'ready\\t\\t\\n'`,
      microk8s: `case "$*" in
  *'get daemonsets'*'app=metallb '*) echo metallb-system ;;
  *'get ipaddresspools'*) printf '${pools}' ;;
  *'get l2advertisements'*) echo one ;;
  *patch*) [ -e "$folder/asked" ] || { touch "$folder/asked"; echo 'Internal error occurred: failed calling webhook "x"'; exit 1; } ;;
esac`,
    })

  it('patches the pool of an add-on that is on, and waits for the webhook', () => {
    server = withPools('default-addresspool 10.0.0.1-10.0.0.9\\n')
    const { code, lines } = server.run(metallb.script(plan))
    expect(lines.find((line) => line.startsWith('waits: '))).toMatch(/webhook of MetalLB/)
    expect(code).toBe(0)
    expect(server.calls().filter((call) => call.includes(' patch '))).toEqual(
      Array(2).fill(
        'microk8s kubectl patch ipaddresspools.metallb.io default-addresspool -n metallb-system --type merge -p {"spec":{"addresses":["10.0.0.201-10.0.0.210"]}}',
      ),
    )
    expect(server.calls().some((call) => call.startsWith('microk8s enable'))).toBe(false)
  })

  it('leaves a pool made by hand alone that has all of the wish', () => {
    server = withPools('lan 10.0.0.192/26\\n')
    expect(server.run(metallb.script(plan)).code).toBe(0)
    expect(server.calls().filter((call) => / patch | apply /.test(call))).toEqual([])
  })

  it('changes nothing when it would have to guess which pool is meant', () => {
    server = withPools('a 10.0.0.1-10.0.0.9\\nb 10.0.0.11-10.0.0.19\\n')
    const { code, lines } = server.run(metallb.script(plan))
    expect(code).toBe(1)
    expect(faultOf(metallb, lines.at(-1) ?? '', plan)?.id).toBe('several-pools')
    expect(server.calls().filter((call) => / patch | apply /.test(call))).toEqual([])
  })
})

describe('that_cover in metallb.sh', () => {
  const functions = readFileSync(join(import.meta.dirname, 'script', 'metallb.sh'), 'utf8')
  const address = fc.tuple(fc.nat(3), fc.nat(255)).map(([c, d]) => `10.0.${c}.${d}`)
  const span = fc
    .tuple(address, address)
    .map(([a, b]) => (parseRange(`${a}-${b}`) ? `${a}-${b}` : `${b}-${a}`))
  const cidr = fc.tuple(address, fc.integer({ min: 22, max: 32 })).map(([a, bits]) => `${a}/${bits}`)

  it('judges ranges as the check does', () => {
    fc.assert(
      fc.property(span, fc.array(fc.oneof(span, cidr), { minLength: 1, maxLength: 40 }), (pool, ranges) => {
        const lines = ranges.map((range, index) => `p${index} ${range}`).join('\n')
        const script = sh`pool=${pool}
${raw(functions)}
that_cover <<<${lines}`
        const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
        const wish = parseRange(pool)
        const expected = ranges.flatMap((range, index) => {
          const one = parseRange(range)
          return one && wish && covers(one, wish) ? [`p${index}`] : []
        })
        expect(stdout.split('\n').slice(0, -1)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a known failure of the addresses', () => {
  it.each([
    ['Failed to create default address pool, will retry', 'pool-refused'],
    ['Your input value (10.0.0.1) is not a valid IP Range', 'bad-range'],
    [
      'Error from server: admission webhook "ipaddresspoolvalidationwebhook.metallb.io" denied the request: CIDR "10.0.0.1/32" in pool "default-addresspool" overlaps with already defined CIDR "10.0.0.0/24"',
      'pool-overlaps',
    ],
    ['microk8s is not running. Use microk8s inspect for a deeper inspection.', 'not-running'],
    [
      'pod/speaker-x ErrImagePull 0/1 Failed to pull image: toomanyrequests: You have reached your pull rate limit',
      'pull-limit',
    ],
    ['pod/speaker-x ImagePullBackOff 0/1 Back-off pulling image "quay.io/metallb/speaker"', 'pull-failed'],
  ])('is told by %j', (line, id) => {
    expect(faultOf(metallb, line, plan)?.id).toBe(id)
  })

  it('names the pod and why', () => {
    expect(
      faultOf(metallb, 'pod/speaker-x ImagePullBackOff 0/1 Back-off pulling image "q"', plan)?.what,
    ).toBe('The image of pod speaker-x cannot be fetched: Back-off pulling image "q"')
  })
})
