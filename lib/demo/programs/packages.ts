import type { Machine } from '../machine/machine.ts'
import type { Process, Program } from '../shell/program.ts'
import { setActive } from './system.ts'

/** What packages bring along, as far as anything here looks. */
const CONTENTS: Record<string, { units: string[]; version: string } | undefined> = {
  'open-iscsi': { units: ['iscsid.service', 'open-iscsi.service'], version: '2.1.9-3ubuntu5.4' },
  'docker.io': { units: ['docker.service', 'docker.socket'], version: '27.5.1-0ubuntu3~24.04.2' },
}

/** apt and dpkg. */
export const packagePrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  'apt-get': (machine) => (process) => aptGet(machine, process),
  apt: (machine) => (process) => aptGet(machine, process),
  dpkg:
    (machine) =>
    ({ args: [flag, name = ''], out, err }) => {
      if (flag !== '-s') return 0
      if (machine.state.packages.includes(name)) {
        out(`Package: ${name}\nStatus: install ok installed\n`)
        return 0
      }
      err(`dpkg-query: package '${name}' is not installed and no information is available\n`)
      return 1
    },
  ufw: (machine) => (process) => ufw(machine, process),
}

async function aptGet(machine: Machine, { args, out, err, signal }: Process): Promise<number> {
  const words = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-o')
  const [verb, ...names] = words
  if (verb === 'update') {
    for (const line of [
      'Hit:1 http://archive.ubuntu.com/ubuntu noble InRelease',
      'Get:2 http://archive.ubuntu.com/ubuntu noble-updates InRelease [126 kB]',
      'Get:3 http://security.ubuntu.com/ubuntu noble-security InRelease [126 kB]',
    ]) {
      await machine.wait(250, signal)
      out(`${line}\n`)
    }
    out('Fetched 252 kB in 1s (310 kB/s)\nReading package lists...\n')
    return 0
  }
  if (verb !== 'install') return 0
  out('Reading package lists...\nBuilding dependency tree...\nReading state information...\n')
  for (const name of names) {
    if (machine.state.packages.includes(name)) {
      out(
        `${name} is already the newest version.\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
      )
      continue
    }
    const content = CONTENTS[name]
    if (!content) {
      err(`E: Unable to locate package ${name}\n`)
      return 100
    }
    out(
      `The following NEW packages will be installed:\n  ${name}\n0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\n`,
    )
    await machine.wait(900, signal)
    out(
      `Get:1 http://archive.ubuntu.com/ubuntu noble/main amd64 ${name} amd64 ${content.version}\nSelecting previously unselected package ${name}.\n`,
    )
    await machine.wait(900, signal)
    out(`Unpacking ${name} (${content.version}) ...\nSetting up ${name} (${content.version}) ...\n`)
    machine.state.packages.push(name)
    for (const unit of content.units) {
      machine.state.units[unit] = { enabled: unit.startsWith('docker'), active: false }
      if (unit.startsWith('docker')) setActive(machine, unit, true)
    }
  }
  machine.changed()
  return 0
}

async function ufw(machine: Machine, { args, out }: Process): Promise<number> {
  const { ufw: state } = machine.state
  const [verb, ...rest] = args.filter((arg) => arg !== '--force')
  switch (verb) {
    case 'status':
      out(`Status: ${state.active ? 'active' : 'inactive'}\n`)
      if (state.active) {
        out(
          `Logging: on (low)\nDefault: deny (incoming), allow (outgoing), ${state.routed ? 'allow' : 'deny'} (routed)\nNew profiles: skip\n\nTo                         Action      From\n--                         ------      ----\n`,
        )
        for (const rule of state.rules) out(`${ruleLine(rule)}\n`)
      }
      return 0
    case 'enable':
    case 'disable':
      state.active = verb === 'enable'
      out(
        state.active
          ? 'Firewall is active and enabled on system startup\n'
          : 'Firewall stopped and disabled on system startup\n',
      )
      break
    case 'default':
      state.routed = rest[0] === 'allow'
      await machine.putFile(
        '/etc/default/ufw',
        `DEFAULT_FORWARD_POLICY="${state.routed ? 'ACCEPT' : 'DROP'}"\n`,
      )
      out(`Default routed policy changed to '${rest[0]}'\n(be sure to update your rules accordingly)\n`)
      break
    case 'allow':
      state.rules = [...new Set([...state.rules, rest.join(' ')])]
      out('Rule added\nRule added (v6)\n')
      break
    case 'delete':
      state.rules = state.rules.filter((rule) => rule !== rest.slice(1).join(' '))
      out('Rule deleted\nRule deleted (v6)\n')
      break
    default:
      return 1
  }
  machine.changed()
  return 0
}

function ruleLine(rule: string): string {
  const [direction, , name = ''] = rule.split(' ')
  if (direction === 'in') return `${`Anywhere on ${name}`.padEnd(26)} ALLOW IN    Anywhere`
  if (direction === 'out') return `${'Anywhere'.padEnd(26)} ALLOW OUT   Anywhere on ${name}`
  return `${rule.padEnd(26)} ALLOW IN    Anywhere`
}
