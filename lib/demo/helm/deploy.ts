import { stringify } from 'yaml'
import type { KubeObject } from '../cluster/kube-object.ts'
import { namespace as namespaceObject } from '../cluster/manifests.ts'
import { isRecord, mergePatch } from '../cluster/patch.ts'
import { removeGracefully } from '../cluster/remove-gracefully.ts'
import type { Machine } from '../machine/machine.ts'
import { binderHubObjects } from './binderhub-objects.ts'
import { keepRelease, newest, type Release, releases } from './releases.ts'

/** What Helm says after "Error: ". */
export class HelmError extends Error {}

interface Deploy {
  name: string
  namespace: string
  version: string
  values: Record<string, unknown>
  reuse: boolean
  mayInstall: boolean
  createNamespace: boolean
  description?: string
  rollback?: boolean
  out(text: string): void
  signal: AbortSignal
}

/** Installs or upgrades a release. Killed in the middle it stays pending, as with the real one. */
export async function deploy(machine: Machine, asked: Deploy): Promise<Release> {
  const { name, namespace, signal } = asked
  const { store } = machine.cluster
  const before = newest(machine, namespace).find((one) => one.name === name)
  // A rollback is how one gets out of that.
  if (before?.info.status.startsWith('pending') && !asked.rollback)
    throw new HelmError('UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress')
  if (!before) {
    if (!asked.mayInstall) throw new HelmError(`UPGRADE FAILED: "${name}" has no deployed releases`)
    asked.out(`Release "${name}" does not exist. Installing it now.\n`)
    if (!store.get('Namespace', namespace)) {
      if (!asked.createNamespace)
        throw new HelmError(`create: failed to create: namespaces "${namespace}" not found`)
      store.put(namespaceObject(namespace))
    }
  }
  const values = asked.reuse && before ? mergePatch(before.config, asked.values) : asked.values
  const now = new Date().toISOString()
  const pending: Release = {
    name,
    namespace,
    version: (before?.version ?? 0) + 1,
    info: {
      status: asked.rollback ? 'pending-rollback' : before ? 'pending-upgrade' : 'pending-install',
      first_deployed: before?.info.first_deployed ?? now,
      last_deployed: now,
      description: before ? 'Preparing upgrade' : 'Initial install underway',
    },
    chart: { metadata: { name: 'binderhub', version: asked.version, appVersion: '' } },
    config: isRecord(values) ? values : {},
    manifest: '',
  }
  const objects = binderHubObjects({ name, namespace, version: asked.version, values: pending.config })
  pending.manifest = manifestOf(objects)
  keepRelease(machine, pending)
  await machine.wait(1_500, signal)
  for (const object of objects) {
    applyObject(machine, object)
    await machine.wait(60, signal)
  }
  if (before) {
    const kept = new Set(objects.map(keyOf))
    const old = binderHubObjects({
      name,
      namespace,
      version: before.chart.metadata.version,
      values: before.config,
    })
    for (const object of old) if (!kept.has(keyOf(object))) remove(machine, object)
  }
  for (const one of releases(machine, namespace))
    if (one.name === name && one.info.status === 'deployed')
      keepRelease(machine, { ...one, info: { ...one.info, status: 'superseded' } })
  const done: Release = {
    ...pending,
    info: {
      ...pending.info,
      status: 'deployed',
      description: asked.description ?? (before ? 'Upgrade complete' : 'Install complete'),
    },
  }
  keepRelease(machine, done)
  if (before && asked.description === undefined)
    asked.out(`Release "${name}" has been upgraded. Happy Helming!\n`)
  return done
}

export function manifestOf(objects: readonly KubeObject[]): string {
  return objects
    .map(
      (object) =>
        `---\n# Source: binderhub/templates/${object.kind.toLowerCase()}.yaml\n${stringify(object)}`,
    )
    .join('')
}

/** Takes a release off: its objects, its volume, and all its revisions. Pods of people and builds stay. */
export async function removeRelease(
  machine: Machine,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const [last] = newest(machine, namespace).filter((one) => one.name === name)
  if (last)
    for (const object of binderHubObjects({
      name,
      namespace,
      version: last.chart.metadata.version,
      values: last.config,
    }))
      remove(machine, object)
  await machine.wait(1_500, signal)
  for (const secret of machine.cluster.store.list('Secret', namespace))
    if (secret.metadata.labels?.owner === 'helm' && secret.metadata.labels?.name === name)
      machine.cluster.store.remove(secret)
}

function applyObject({ cluster: { store } }: Machine, object: KubeObject): void {
  const there = store.get(object.kind, object.metadata.name, object.metadata.namespace)
  if (!there) {
    store.put(object)
    return
  }
  // Secrets that the chart makes up itself stay as they are, beside the values.
  if (object.kind === 'Secret' && object.metadata.name === 'hub') {
    const values = object.data?.['values.yaml']
    store.put({
      ...there,
      data: { ...there.data, ...(values === undefined ? {} : { 'values.yaml': values }) },
    })
    return
  }
  // What controllers wrote, and volumes that are bound, are not the chart's.
  const { status: _, ...wished } = object
  const spec = { ...there.spec, ...object.spec }
  if (object.kind === 'Service' && object.spec?.loadBalancerIP === undefined) delete spec.loadBalancerIP
  const after = {
    ...there,
    ...wished,
    metadata: { ...there.metadata, ...object.metadata },
    ...(object.spec ? { spec } : {}),
  }
  if (JSON.stringify(after) !== JSON.stringify(there)) store.put(after)
}

function remove({ cluster }: Machine, object: KubeObject): void {
  const there = cluster.store.get(object.kind, object.metadata.name, object.metadata.namespace)
  if (there) removeGracefully(cluster, there)
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`
}
