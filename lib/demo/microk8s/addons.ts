import { isReadyPod, type KubeObject } from '../cluster/kube-object.ts'
import { removeGracefully } from '../cluster/remove-gracefully.ts'
import type { Machine } from '../machine/machine.ts'
import { addonObjects } from './addon-objects.ts'

interface Addon {
  name: string
  repository: 'core' | 'community'
  about: string
}

/** The add-ons that are played; the real MicroK8s has more. */
export const addons: readonly Addon[] = [
  { name: 'dns', repository: 'core', about: 'CoreDNS' },
  { name: 'ha-cluster', repository: 'core', about: 'Configure high availability on the current node' },
  { name: 'helm', repository: 'core', about: 'Helm - the package manager for Kubernetes' },
  { name: 'helm3', repository: 'core', about: 'Helm 3 - the package manager for Kubernetes' },
  { name: 'community', repository: 'core', about: 'The community addons repository' },
  {
    name: 'hostpath-storage',
    repository: 'core',
    about: 'Storage class; allocates storage from host directory',
  },
  { name: 'metallb', repository: 'core', about: 'Loadbalancer for your Kubernetes cluster' },
  {
    name: 'metrics-server',
    repository: 'core',
    about: 'K8s Metrics Server for API access to service metrics',
  },
  { name: 'registry', repository: 'core', about: 'Private image registry exposed on localhost:32000' },
  {
    name: 'openebs',
    repository: 'community',
    about: 'OpenEBS is the open-source storage solution for Kubernetes',
  },
]

export function isAddonOn({ state }: Machine, name: string): boolean {
  return state.addons.includes(name)
}

type Say = (text: string) => void

/** `microk8s enable`; gives its exit code, which says less than one would wish (domain.md 0). */
export async function enableAddon(
  machine: Machine,
  name: string,
  argument: string,
  say: Say,
  signal: AbortSignal,
): Promise<number> {
  const addon = addons.find((one) => one.name === name)
  const hidden = addon?.repository === 'community' && !isAddonOn(machine, 'community')
  if (!addon || hidden) {
    say(`Addon ${name} was not found in any repository\n`)
    if (hidden)
      say(
        `To use the community maintained flavor enable the respective repository:\n\n    microk8s enable community\n\n`,
      )
    return 1
  }
  say(`Infer repository ${addon.repository} for addon ${name}\n`)
  if (isAddonOn(machine, name)) {
    say(`Addon ${addon.repository}/${name} is already enabled\n`)
    return 0
  }
  switch (name) {
    case 'community':
      await community(machine, say, signal)
      break
    case 'metallb': {
      const code = await metallb(machine, argument, say, signal)
      if (code !== 0) return code
      break
    }
    case 'openebs':
      if (!machine.state.units['iscsid.service']?.active) {
        say('iscsid is not available or enabled.\nMake sure iscsi is installed on all nodes.\n')
        return 0
      }
      await apply(machine, name, say, signal)
      say('OpenEBS is installed\n')
      break
    case 'hostpath-storage':
      say(
        'Enabling default storage class.\nWARNING: Hostpath storage is not suitable for production environments.\n         A hostpath volume can grow beyond the size limit set in the volume claim manifest.\n\n',
      )
      await apply(machine, name, say, signal)
      say('Storage will be available soon.\n')
      break
    case 'registry':
      if (!isAddonOn(machine, 'hostpath-storage'))
        await enableAddon(machine, 'hostpath-storage', '', say, signal)
      say('The registry will be created with the size of 20Gi.\nDefault storage class will be used.\n')
      await apply(machine, name, say, signal)
      say('The registry is enabled\n')
      break
    case 'metrics-server':
      say('Enabling Metrics-Server\n')
      await apply(machine, name, say, signal)
      say('Metrics-Server is enabled\n')
      break
    case 'dns':
      say('Enabling DNS\nUsing host configuration from /run/systemd/resolve/resolv.conf\nApplying manifest\n')
      await apply(machine, name, say, signal)
      say('CoreDNS service deployed with IP address 10.152.183.10\nRestarting kubelet\nDNS is enabled\n')
      break
    default:
      await machine.wait(300, signal)
  }
  if (!isAddonOn(machine, name)) machine.state.addons.push(name)
  machine.changed()
  return 0
}

/** `microk8s disable`. */
export async function disableAddon(
  machine: Machine,
  name: string,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  say(`Infer repository core for addon ${name}\n`)
  if (!isAddonOn(machine, name)) {
    say(`Addon core/${name} is already disabled\n`)
    return
  }
  machine.state.addons = machine.state.addons.filter((one) => one !== name)
  await machine.wait(800, signal)
  for (const object of addonObjects(name).reverse()) {
    const there = machine.cluster.store.get(object.kind, object.metadata.name, object.metadata.namespace)
    if (there) removeGracefully(machine.cluster, there)
  }
  machine.changed()
  say(`${name} is disabled\n`)
}

async function apply(machine: Machine, name: string, say: Say, signal: AbortSignal): Promise<void> {
  const { store } = machine.cluster
  for (const object of addonObjects(name)) {
    await machine.wait(120, signal)
    const there = store.get(object.kind, object.metadata.name, object.metadata.namespace)
    store.put(there ? { ...there, ...object, metadata: { ...there.metadata, ...object.metadata } } : object)
    say(`${titleOf(object)} ${there ? 'unchanged' : 'created'}\n`)
  }
}

async function community(machine: Machine, say: Say, signal: AbortSignal): Promise<void> {
  const folder = '/var/snap/microk8s/common/addons/community'
  say(`Cloning into '${folder}'...\n`)
  await machine.wait(900, signal)
  await machine.putFile(`${folder}/addons.yaml`, 'microk8s-addons:\n  description: "Community addons"\n')
  say('done.\nCommunity repository is now enabled\n')
}

async function metallb(machine: Machine, range: string, say: Say, signal: AbortSignal): Promise<number> {
  const { store } = machine.cluster
  if (!/^(\d+\.){3}\d+-(\d+\.){3}\d+(,(\d+\.){3}\d+-(\d+\.){3}\d+)*$|^(\d+\.){3}\d+\/\d+$/.test(range)) {
    say(`Your input value (${range}) is not a valid IP Range\n`)
    return 1
  }
  say('Enabling MetalLB\nApplying Metallb manifest\n')
  await apply(machine, 'metallb', say, signal)
  say('Waiting for Metallb controller to be ready.\n')
  while (
    !store
      .list('Pod', 'metallb-system')
      .some((pod) => pod.metadata.name.startsWith('controller-') && isReadyPod(pod))
  )
    await machine.wait(300, signal)
  say('deployment.apps/controller condition met\n')
  const metadata = { namespace: 'metallb-system' }
  store.put({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { ...metadata, name: 'default-addresspool' },
    spec: { addresses: range.split(',') },
  })
  store.put({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'L2Advertisement',
    metadata: { ...metadata, name: 'default-advertise-all-pools' },
    spec: {},
  })
  say(
    'ipaddresspool.metallb.io/default-addresspool created\nl2advertisement.metallb.io/default-advertise-all-pools created\nMetalLB is enabled\n',
  )
  return 0
}

function titleOf({ apiVersion, kind, metadata }: KubeObject): string {
  const [group = '', version] = apiVersion.split('/')
  return `${kind.toLowerCase()}${version === undefined ? '' : `.${group}`}/${metadata.name}`
}
