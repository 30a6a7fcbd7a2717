import type { Machine } from '../machine/machine.ts'
import { enableAddon } from '../microk8s/addons.ts'
import type { Process } from '../shell/program.ts'

const VERSIONS: Record<string, string> = {
  '1.35': 'v1.35.3',
  '1.34': 'v1.34.5',
  '1.33': 'v1.33.9',
  '1.32': 'v1.32.13',
  '1.31': 'v1.31.14',
  '1.30': 'v1.30.14',
  '1.28': 'v1.28.15',
}
const SERVICES = ['kubelite', 'containerd', 'k8s-dqlite', 'cluster-agent', 'apiserver-kicker']

/** `snap`, as snapd 2.70 speaks where there is no terminal: it prints little until it is through. */
export async function snap(machine: Machine, process: Process): Promise<number> {
  const { args, out, err } = process
  const words = args.filter((arg) => !arg.startsWith('-'))
  const [verb, name = ''] = words
  const here = machine.state.snaps.find((one) => one.name === 'microk8s')
  switch (verb) {
    case 'version':
    case undefined:
      out('snap    2.70\nsnapd   2.70\nseries  16\nubuntu  24.04\nkernel  6.8.0-64-generic\n')
      return 0
    case 'list':
      if (name === 'microk8s' && !here) {
        err('error: no matching snaps installed\n')
        return 1
      }
      out('Name      Version   Rev   Tracking       Publisher   Notes\n')
      if (here)
        out(
          `microk8s  ${here.version}  ${here.revision}  ${here.channel}  canonical✓  classic${here.held ? ',held' : ''}\n`,
        )
      return 0
    case 'info':
      out(info(here))
      return 0
    case 'changes':
      out('ID   Status  Spawn               Ready               Summary\n')
      for (const { id, status, summary } of machine.state.snapChanges)
        out(
          `${String(id).padEnd(5)}${status}    today at 09:12 UTC  ${status === 'Done' ? 'today at 09:14 UTC' : '-                 '}  ${summary}\n`,
        )
      return 0
    case 'tasks':
      out('Status  Spawn               Ready               Summary\n')
      if (machine.state.snapChanges.at(-1)?.status === 'Doing')
        out(
          'Doing   today at 09:12 UTC  -                   Download snap "microk8s" (7731) from channel "1.32/stable"\n',
        )
      return 0
    case 'wait':
    case 'watch':
    case 'alias':
    case 'abort':
      return 0
    case 'services':
      out('Service  Startup  Current  Notes\n')
      return 0
    case 'refresh': {
      if (!here) {
        err('error: snap "microk8s" is not installed\n')
        return 1
      }
      if (args.includes('--hold') || args.includes('--unhold')) {
        here.held = args.includes('--hold')
        machine.changed()
        out(
          here.held
            ? 'Auto-refresh of "microk8s" held indefinitely\n'
            : 'Removed general refresh hold of "microk8s"\n',
        )
        return 0
      }
      return install(machine, process, channelOf(args) ?? here.channel, 'refresh')
    }
    case 'install': {
      if (here) {
        err('snap "microk8s" is already installed, see \'snap help refresh\'\n')
        return 0
      }
      if (!args.includes('--classic')) {
        err(
          'error: This revision of snap "microk8s" was published using classic confinement and thus may perform\n       arbitrary system changes outside of the security sandbox that snaps are usually confined to.\n',
        )
        return 1
      }
      return install(machine, process, channelOf(args) ?? '1.32/stable', 'install')
    }
    case 'remove':
      return remove(machine, process)
    default:
      err(`error: unknown command "${verb}", see 'snap help'.\n`)
      return 1
  }
}

function channelOf(args: readonly string[]): string | undefined {
  return args.find((arg) => arg.startsWith('--channel='))?.slice('--channel='.length)
}

async function install(
  machine: Machine,
  { out, err, signal }: Process,
  channel: string,
  verb: 'install' | 'refresh',
): Promise<number> {
  const { state } = machine
  const track = channel.split('/')[0] ?? ''
  const version = VERSIONS[track]
  if (version === undefined) {
    err(
      `error: snap "microk8s" is not available on ${channel} but is available to install on the following\n       channels: 1.32/stable\n`,
    )
    return 1
  }
  const change = {
    id: state.snapChanges.length + 4,
    status: 'Doing',
    summary: `${verb === 'install' ? 'Install' : 'Refresh'} "microk8s" snap from "${channel}" channel`,
    at: Date.now(),
  }
  state.snapChanges.push(change)
  try {
    await machine.wait(verb === 'install' ? 7_000 : 3_000, signal)
  } catch (error) {
    change.status = 'Undone'
    throw error
  }
  change.status = 'Done'
  const held = state.snaps.some((one) => one.held)
  state.snaps = [{ name: 'microk8s', version, revision: '7731', channel, held }]
  if (verb === 'install') await setUp(machine)
  machine.changed()
  out(`microk8s (${channel}) ${version} from Canonical✓ ${verb === 'install' ? 'installed' : 'refreshed'}\n`)
  return 0
}

async function setUp(machine: Machine): Promise<void> {
  const { state } = machine
  for (const service of SERVICES)
    state.units[`snap.microk8s.daemon-${service}.service`] = { enabled: true, active: true }
  state.groups.microk8s = []
  await machine.putProgram('/snap/bin/microk8s')
  await machine.putFile('/snap/microk8s/current/snapcraft.yaml', 'name: microk8s\n')
  await machine.putFile('/var/snap/microk8s/current/args/cni-network/cni.yaml', '# Calico\n')
  await machine.putFile('/var/snap/microk8s/common/.keep', '')
  await machine.putFile('/var/snap/microk8s/common/addons/core/addons.yaml', 'microk8s-addons: {}\n')
  state.clusterBegan = Date.now()
  state.addons = ['dns', 'ha-cluster', 'helm', 'helm3']
  machine.cluster.begin()
  await applyLaunchConfiguration(machine)
}

/** What /etc/microk8s.yaml lists is switched on by the install itself (domain.md 1.1, snap-install). */
async function applyLaunchConfiguration(machine: Machine): Promise<void> {
  const text = (await machine.readFile('/etc/microk8s.yaml')) ?? ''
  for (const [, addon = '', argument] of text.matchAll(/- name: (\S+)\n(?:\s+args: \["?([^"\]]*)"?\])?/g))
    await enableAddon(machine, addon, argument ?? '', () => {}, new AbortController().signal)
}

async function remove(machine: Machine, { out, err, signal }: Process): Promise<number> {
  if (!machine.state.snaps.some((one) => one.name === 'microk8s')) {
    err('snap "microk8s" is not installed\n')
    return 0
  }
  await machine.wait(3_000, signal)
  machine.state.snaps = []
  for (const service of SERVICES) delete machine.state.units[`snap.microk8s.daemon-${service}.service`]
  machine.state.addons = []
  machine.state.images = []
  machine.state.clusterBegan = null
  machine.cluster.end()
  for (const folder of ['/snap/microk8s', '/snap/bin', '/var/snap/microk8s'])
    await machine.fs.rm(folder, { recursive: true, force: true })
  machine.changed()
  out('microk8s removed\n')
  return 0
}

function info(here: Machine['state']['snaps'][number] | undefined): string {
  const channels = Object.entries(VERSIONS)
    .map(
      ([track, version]) =>
        `  ${track}/stable:           ${version}          2026-10-20 (7731) 170MB classic\n  ${track}/candidate:        ${version}          2026-10-20 (7731) 170MB classic\n`,
    )
    .join('')
  return `name:      microk8s
summary:   Kubernetes for workstations and appliances
publisher: Canonical✓
license:   Apache-2.0
${here ? `tracking:     ${here.channel}\nrefresh-date: today at 09:14 UTC\n` : ''}channels:
${channels}${here ? `installed:            ${here.version}                     (${here.revision}) 170MB classic${here.held ? ',held' : ''}\n` : ''}`
}
