import { MACHINE } from '../machine/files.ts'
import type { Machine } from '../machine/machine.ts'
import type { Process, Program } from '../shell/program.ts'
import { curl } from './curl.ts'

/** Programs about the network. */
export const networkPrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  curl: (machine) => (process) => curl(machine, process),
  ip: () => ip,
  ss: (machine) => (process) => ss(machine, process),
  ping: () => () => 1,
  sshd:
    () =>
    ({ out }) => {
      out('port 22\n')
      return 0
    },
}

const { interface: device, address, gateway, prefix } = MACHINE
const network = `${address.replace(/\.\d+$/, '.0')}/${prefix}`
const ADDRESSES = [
  {
    ifname: 'lo',
    operstate: 'UNKNOWN',
    addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8, scope: 'host', label: 'lo' }],
  },
  {
    ifname: device,
    operstate: 'UP',
    address: '52:54:00:6b:1d:0a',
    addr_info: [
      {
        family: 'inet',
        local: address,
        prefixlen: prefix,
        broadcast: address.replace(/\.\d+$/, '.255'),
        scope: 'global',
        label: device,
      },
    ],
  },
]
const ROUTES = [
  { dst: 'default', gateway, dev: device, protocol: 'static', flags: [] },
  { dst: network, dev: device, protocol: 'kernel', scope: 'link', prefsrc: address, flags: [] },
]
const NEIGHBOURS = [
  { dst: gateway, dev: device, lladdr: '52:54:00:aa:00:01', state: ['REACHABLE'] },
  { dst: address.replace(/\.\d+$/, '.21'), dev: device, lladdr: '52:54:00:aa:00:21', state: ['STALE'] },
]

function ip({ args, out }: Process): number {
  const what = args.find((arg) => /^(a|addr|address|r|route|n|neigh|neighbour|link)$/.test(arg)) ?? ''
  const json = args.includes('-j')
  const six = args.includes('-6')
  if (/^(r|route)$/.test(what)) {
    const onlyDefault = args.includes('default')
    if (six) return 0
    const routes = onlyDefault ? ROUTES.slice(0, 1) : ROUTES
    out(
      json
        ? `${JSON.stringify(routes)}\n`
        : `default via ${gateway} dev ${device} proto static\n${onlyDefault ? '' : `${network} dev ${device} proto kernel scope link src ${address}\n`}`,
    )
  } else if (/^n/.test(what)) {
    out(
      json
        ? `${JSON.stringify(NEIGHBOURS)}\n`
        : NEIGHBOURS.map((one) => `${one.dst} dev ${one.dev} lladdr ${one.lladdr} ${one.state[0]}\n`).join(
            '',
          ),
    )
  } else if (what === 'link') {
    out(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n2: ${device}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n`)
  } else {
    const global = args.includes('global')
    const mine = args.includes('dev') ? args[args.indexOf('dev') + 1] === device : true
    if (json) out(`${JSON.stringify(global ? ADDRESSES.slice(1) : ADDRESSES)}\n`)
    else if (mine) {
      if (!global) out('1: lo    inet 127.0.0.1/8 scope host lo\n')
      out(
        `2: ${device}    inet ${address}/${prefix} brd ${address.replace(/\.\d+$/, '.255')} scope global ${device}\n`,
      )
    }
  }
  return 0
}

function ss(machine: Machine, { args, out }: Process): number {
  const flags = args.join('')
  if (flags.includes('established')) return 0
  const who = (name: string): string => (flags.includes('p') ? ` users:(("${name}",pid=812,fd=3))` : '')
  if (!flags.includes('H')) out('State  Recv-Q Send-Q Local Address:Port Peer Address:Port\n')
  out(`LISTEN 0 128 0.0.0.0:22 0.0.0.0:*${who('sshd')}\n`)
  if (machine.cluster.running)
    out(
      `LISTEN 0 4096 *:16443 *:*${who('kubelite')}\nLISTEN 0 4096 127.0.0.1:19001 0.0.0.0:*${who('k8s-dqlite')}\nLISTEN 0 4096 *:10250 *:*${who('kubelite')}\nLISTEN 0 4096 *:25000 *:*${who('python3')}\n`,
    )
  return 0
}
