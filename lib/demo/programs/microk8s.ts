import { isReadyPod } from '../cluster/kube-object.ts'
import { helm } from '../helm/helm.ts'
import { kubectl } from '../kubectl/kubectl.ts'
import { MACHINE } from '../machine/files.ts'
import type { Machine } from '../machine/machine.ts'
import { addons, disableAddon, enableAddon, isAddonOn } from '../microk8s/addons.ts'
import type { Process } from '../shell/program.ts'

const NOT_RUNNING = 'microk8s is not running, try microk8s start\n'

/** `microk8s`, with the texts and exit codes of domain.md 1.1. */
export async function microk8s(machine: Machine, process: Process): Promise<number> {
  const [verb, ...args] = process.args
  const { out, err, signal } = process
  if (process.user !== 'root' && !machine.state.groups.microk8s?.includes(process.user)) {
    err(
      `Insufficient permissions to access MicroK8s.\nYou can either try again with sudo or add the user ${process.user} to the 'microk8s' group:\n\n    sudo usermod -a -G microk8s ${process.user}\n    sudo chown -R ${process.user} ~/.kube\n`,
    )
    return 1
  }
  const inner = { ...process, args }
  switch (verb) {
    case 'kubectl':
      return kubectl(machine, inner)
    case 'helm':
    case 'helm3':
      return helm(machine, inner)
    case 'status':
      return status(machine, inner)
    case 'config':
      out(kubeconfig(machine, args.includes('-l') ? '127.0.0.1' : MACHINE.address))
      return 0
    case 'enable': {
      let code = 0
      for (const word of args) {
        const [name = '', ...rest] = word.split(':')
        const result = await enableAddon(
          machine,
          name.replace(/^(core|community)\//, ''),
          rest.join(':'),
          out,
          signal,
        )
        if (result !== 0) code = result
      }
      return code
    }
    case 'disable': {
      for (const name of args) await disableAddon(machine, name, out, signal)
      return 0
    }
    case 'start':
    case 'stop':
      await machine.wait(2_000, signal)
      for (const [unit, state] of Object.entries(machine.state.units))
        if (unit.startsWith('snap.microk8s.')) state.active = verb === 'start'
      machine.changed()
      out(verb === 'start' ? '' : 'Stopped.\n')
      return 0
    case 'ctr':
      if (args.includes('images') || args.includes('image'))
        out(machine.state.images.map((image) => `${image}\n`).join(''))
      return 0
    case 'version':
      out(`MicroK8s ${machine.state.snaps[0]?.version} revision 7731\n`)
      return 0
    case 'inspect':
      out('Inspecting system\nInspecting Certificates\nInspecting services\n')
      return 0
    default:
      err(`'${verb}' is not a valid MicroK8s subcommand.\n`)
      return 1
  }
}

function isRunning(machine: Machine): boolean {
  return (
    machine.cluster.running &&
    machine.cluster.store
      .list('Pod', 'kube-system')
      .some((pod) => pod.metadata.name.startsWith('calico-node') && isReadyPod(pod))
  )
}

async function status(machine: Machine, { args, out, signal }: Process): Promise<number> {
  if (args.includes('--wait-ready')) {
    const limit = Number(args[args.indexOf('--timeout') + 1] ?? 300) || 300
    const until = machine.elapsed() + limit * 1000
    while (!isRunning(machine) && machine.elapsed() < until) await machine.wait(300, signal)
  }
  const one = args.includes('-a') ? args[args.indexOf('-a') + 1] : undefined
  if (one !== undefined) {
    out(isAddonOn(machine, one) ? 'enabled\n' : 'disabled\n')
    return 0
  }
  if (!machine.cluster.running) {
    out(NOT_RUNNING)
    return 0
  }
  if (!isRunning(machine)) {
    out('microk8s is not running. Use microk8s inspect for a deeper inspection.\n')
    return 1
  }
  const line = ({ name, repository, about }: (typeof addons)[number]): string =>
    `    ${name.padEnd(20)} # (${repository}) ${about}\n`
  const known = addons.filter(
    ({ repository }) => repository === 'core' || machine.state.addons.includes('community'),
  )
  out(`microk8s is running
high-availability: no
  datastore master nodes: 127.0.0.1:19001
  datastore standby nodes: none
addons:
  enabled:
${known
  .filter(({ name }) => isAddonOn(machine, name))
  .map(line)
  .join('')}  disabled:
${known
  .filter(({ name }) => !isAddonOn(machine, name))
  .map(line)
  .join('')}`)
  return 0
}

function kubeconfig(machine: Machine, address: string): string {
  const { ca, admin } = machine.cluster.certificates
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(ca)}
    server: https://${address}:16443
  name: microk8s-cluster
contexts:
- context:
    cluster: microk8s-cluster
    user: admin
  name: microk8s
current-context: microk8s
kind: Config
preferences: {}
users:
- name: admin
  user:
    client-certificate-data: ${base64(admin.cert)}
    client-key-data: ${base64(admin.key)}
`
}
