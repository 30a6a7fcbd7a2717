import { MACHINE } from '../machine/files.ts'
import type { Machine } from '../machine/machine.ts'
import type { Process, Program } from '../shell/program.ts'

/** Programs that tell what the machine is, and systemd's. */
export const systemPrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  uname:
    (machine) =>
    ({ args, out }) => {
      const { hostname } = machine.state
      const flags = args.join('')
      const words = [
        flags.includes('s') || flags === '' ? 'Linux' : '',
        flags.includes('n') ? hostname : '',
        flags.includes('r') ? MACHINE.kernel : '',
        flags.includes('m') ? 'x86_64' : '',
      ].filter(Boolean)
      out(
        `${flags.includes('a') ? `Linux ${hostname} ${MACHINE.kernel} x86_64 GNU/Linux` : words.join(' ')}\n`,
      )
      return 0
    },
  hostname:
    (machine) =>
    ({ args, out }) => {
      out(`${args.includes('-I') ? `${MACHINE.address} ` : machine.state.hostname}\n`)
      return 0
    },
  date:
    () =>
    ({ args, out }) => {
      out(`${dateText(args.find((arg) => arg.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y')}\n`)
      return 0
    },
  hostnamectl:
    (machine) =>
    ({ args, out }) => {
      if (args[0] === 'set-hostname') {
        machine.state.hostname = args[1] ?? machine.state.hostname
        machine.changed()
      } else out(` Static hostname: ${machine.state.hostname}\n`)
      return 0
    },
  nproc:
    () =>
    ({ out }) => {
      out(`${MACHINE.cores}\n`)
      return 0
    },
  free:
    () =>
    ({ args, out }) => {
      const unit = args.includes('-m') ? 1024 ** 2 : args.includes('-b') ? 1 : 1024
      const size = (bytes: number): string => String(Math.round(bytes / unit)).padStart(12)
      out('               total        used        free      shared  buff/cache   available\n')
      out(
        `Mem:   ${size(MACHINE.memory)}${size(MACHINE.memory * 0.1)}${size(MACHINE.memory * 0.7)}${size(0)}${size(MACHINE.memory * 0.2)}${size(MACHINE.memory * 0.9)}\nSwap:  ${size(0)}${size(0)}${size(0)}\n`,
      )
      return 0
    },
  systemctl: (machine) => (process) => systemctl(machine, process),
  journalctl:
    () =>
    ({ args, out }) => {
      out(
        args.some((arg) => arg.startsWith('--vacuum'))
          ? 'Vacuuming done, freed 0B of archived journals from /var/log/journal.\n'
          : '-- No entries --\n',
      )
      return 0
    },
  lsb_release:
    () =>
    ({ out }) => {
      out('Distributor ID:\tUbuntu\nDescription:\tUbuntu 24.04.3 LTS\nRelease:\t24.04\nCodename:\tnoble\n')
      return 0
    },
  docker:
    (machine) =>
    ({ args, out, err }) => {
      if (!machine.state.sockets.includes('/var/run/docker.sock')) {
        err(
          'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
        )
        return 1
      }
      const [verb] = args
      if (verb === '--version') out('Docker version 27.5.1, build 27.5.1-0ubuntu3~24.04.2\n')
      else if (verb === 'info') out('27.5.1 0\n')
      else if (args.includes('--format')) out('27.5.1\n')
      else out('Client:\n Version: 27.5.1\nServer:\n Version: 27.5.1\n')
      return 0
    },
  iptables:
    () =>
    ({ args, out }) => {
      if (args.includes('-S')) out('-P FORWARD ACCEPT\n')
      return 0
    },
}

function dateText(format: string): string {
  const now = new Date()
  const iso = now.toISOString()
  const fields: Record<string, string> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    e: String(now.getUTCDate()),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(Math.floor(now.getTime() / 1000)),
    '3N': iso.slice(20, 23),
    N: `${iso.slice(20, 23)}000000`,
    a: now.toUTCString().slice(0, 3),
    b: now.toUTCString().slice(8, 11),
    Z: 'UTC',
    z: '+0000',
  }
  return format.replace(/%(3N|[A-Za-z])/g, (whole, name: string) => fields[name] ?? whole)
}

async function systemctl(machine: Machine, { args, out, err }: Process): Promise<number> {
  const words = args.filter((arg) => !arg.startsWith('-'))
  const [verb, ...names] = words
  const units = names.map((name) => (/\.(service|socket|timer|mount)$/.test(name) ? name : `${name}.service`))
  const known = (unit: string) => machine.state.units[unit]
  switch (verb) {
    case 'is-system-running':
      out('running\n')
      return 0
    case 'is-active': {
      if (!args.includes('-q') && !args.includes('--quiet'))
        for (const unit of units) out(`${known(unit)?.active ? 'active' : 'inactive'}\n`)
      return units.some((unit) => known(unit)?.active) ? 0 : 3
    }
    case 'is-enabled': {
      for (const unit of units) {
        if (known(unit)) out(`${known(unit)?.enabled ? 'enabled' : 'disabled'}\n`)
        else err(`Failed to get unit file state for ${unit}: No such file or directory\n`)
      }
      return units.every((unit) => known(unit)?.enabled) ? 0 : 1
    }
    case 'show': {
      const wanted =
        args
          .find((arg) => arg.startsWith('--property='))
          ?.slice('--property='.length)
          .split(',') ?? []
      const property = (unit: string, name: string): string => {
        if (name === 'Id') return unit
        if (name === 'LoadState') return known(unit) ? 'loaded' : 'not-found'
        if (name === 'ActiveState') return known(unit)?.active ? 'active' : 'inactive'
        return ''
      }
      out(
        units
          .map((unit) =>
            wanted
              .map((name) => `${args.includes('--value') ? '' : `${name}=`}${property(unit, name)}\n`)
              .join(''),
          )
          .join('\n'),
      )
      return 0
    }
    case 'enable':
    case 'disable':
    case 'start':
    case 'restart':
    case 'stop': {
      const now = args.includes('--now') || !['enable', 'disable'].includes(verb)
      for (const unit of units) {
        const state = known(unit)
        if (!state) {
          err(`Failed to ${verb} unit: Unit file ${unit} does not exist.\n`)
          return 5
        }
        if (verb === 'enable') state.enabled = true
        if (verb === 'disable') state.enabled = false
        if (now) setActive(machine, unit, verb !== 'stop' && verb !== 'disable')
      }
      machine.changed()
      return 0
    }
    case 'cat':
      return units.every(known) ? 0 : 1
    case 'status':
      for (const unit of units)
        out(`● ${unit}\n     Active: ${known(unit)?.active ? 'active (running)' : 'inactive (dead)'}\n`)
      return units.every((unit) => known(unit)?.active) ? 0 : 3
    default:
      return 0
  }
}

/** Starting Docker is what makes its socket. */
export function setActive(machine: Machine, unit: string, active: boolean): void {
  const state = machine.state.units[unit]
  if (!state) return
  state.active = active
  if (unit === 'docker.service') {
    const others = machine.state.sockets.filter((path) => path !== '/var/run/docker.sock')
    machine.state.sockets = active ? [...others, '/var/run/docker.sock'] : others
  }
}
