import { parseAllDocuments } from 'yaml'
import { readLog } from '../cluster/answer-log.ts'
import { apiVersionOf, kindNamed, kinds } from '../cluster/kinds.ts'
import { isReadyPod, type KubeObject } from '../cluster/kube-object.ts'
import { isRecord, patched } from '../cluster/patch.ts'
import { ApiRefusal, deleteObject } from '../cluster/requests.ts'
import { fitsLabels } from '../cluster/selectors.ts'
import type { Machine } from '../machine/machine.ts'
import { readAll } from '../shell/pipe.ts'
import type { Process } from '../shell/program.ts'
import { type Flags, readFlags } from './flags.ts'
import { rawPath } from './raw-path.ts'
import { render } from './render.ts'
import { demandKind, demandSelected, type Selected, select, titleOf } from './select.ts'

/** `kubectl`, as far as steps and people use it; what it prints is what the real one prints. */
export async function kubectl(machine: Machine, process: Process): Promise<number> {
  const flags = readFlags(process.args)
  const [verb = '', ...names] = flags.words
  try {
    if (!machine.cluster.running)
      throw new ApiRefusal(
        0,
        '',
        'The connection to the server 127.0.0.1:16443 was refused - did you specify the right host or port?',
      )
    return await run(machine, process, verb, names, flags)
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    process.err(
      error.code === 0 ? `${error.message}\n` : `Error from server (${error.reason}): ${error.message}\n`,
    )
    return 1
  }
}

async function run(
  machine: Machine,
  process: Process,
  verb: string,
  names: string[],
  flags: Flags,
): Promise<number> {
  const { store } = machine.cluster
  const { out, err, signal } = process
  const namespace = flags.get('n') ?? 'default'
  switch (verb) {
    case 'get': {
      const raw = flags.get('raw')
      if (raw !== undefined) {
        const { code, body } = await rawPath(machine, raw)
        if (code >= 400) throw new ApiRefusal(code, code === 404 ? 'NotFound' : 'ServiceUnavailable', body)
        out(body.endsWith('\n') ? body : `${body}\n`)
        return 0
      }
      const found = select(machine, names, flags)
      if (found.objects.length === 0 && found.missing && flags.has('ignore-not-found')) return 0
      if (found.missing) throw found.missing
      const text = render(found, flags, Date.now())
      if (text === '' && flags.get('o') === undefined)
        err(
          flags.has('A') || !kindNamed(names[0] ?? '')?.namespaced
            ? 'No resources found\n'
            : `No resources found in ${namespace} namespace.\n`,
        )
      out(text)
      return 0
    }
    case 'apply':
    case 'create': {
      if (verb === 'create' && flags.get('f') === undefined)
        return createNamed(machine, names, namespace, out)
      const text = await inputOf(machine, process, flags.get('f') ?? '-')
      for (const document of parseAllDocuments(text)) {
        const object: unknown = document.toJS()
        if (isRecord(object))
          out(`${applyObject(machine, object as unknown as KubeObject, namespace, flags.get('dry-run'))}\n`)
      }
      return 0
    }
    case 'patch': {
      const file = flags.get('patch-file')
      const text = file === undefined ? (flags.get('p') ?? '{}') : await inputOf(machine, process, file)
      const [document] = parseAllDocuments(text)
      const type = flags.get('type') === 'json' ? 'json-patch' : 'merge-patch'
      for (const { kind, object } of demandSelected(machine, names, flags)) {
        const after = patched(object, type, document?.toJS())
        const same = JSON.stringify(after) === JSON.stringify(object)
        if (!same)
          store.put({
            ...after,
            metadata: { ...after.metadata, generation: (object.metadata.generation ?? 1) + 1 },
          })
        out(`${titleOf(kind, object)} patched${same ? ' (no change)' : ''}\n`)
      }
      return 0
    }
    case 'annotate':
    case 'label': {
      const changes = names.filter((name) => /=|-$/.test(name))
      const field = verb === 'label' ? 'labels' : 'annotations'
      for (const { kind, object } of demandSelected(
        machine,
        names.filter((name) => !changes.includes(name)),
        flags,
      )) {
        const values: Record<string, string> = { ...object.metadata[field] }
        for (const change of changes) {
          const at = change.indexOf('=')
          if (at < 0) delete values[change.slice(0, -1)]
          else values[change.slice(0, at)] = change.slice(at + 1)
        }
        store.put({ ...object, metadata: { ...object.metadata, [field]: values } })
        out(`${titleOf(kind, object)} ${verb === 'label' ? 'labeled' : 'annotated'}\n`)
      }
      return 0
    }
    case 'delete': {
      const found = select(machine, names, flags)
      if (found.missing && !flags.has('ignore-not-found')) throw found.missing
      for (const { kind, object } of found.objects) {
        deleteObject(
          machine.cluster,
          kind,
          object.metadata.name,
          object.metadata.namespace,
          flags.has('force') ? { gracePeriodSeconds: 0 } : {},
        )
        out(
          `${titleOf(kind, object)} deleted${flags.has('force') ? '' : kind.namespaced ? ` from ${object.metadata.namespace} namespace` : ''}\n`,
        )
      }
      for (const { kind, object } of found.objects)
        while (
          store.get(kind.kind, object.metadata.name, object.metadata.namespace)?.metadata.uid ===
          object.metadata.uid
        )
          await machine.wait(200, signal)
      return 0
    }
    case 'rollout':
      return rollout(machine, process, names, flags)
    case 'scale': {
      for (const { kind, object } of demandSelected(machine, names, flags)) {
        store.put({ ...object, spec: { ...object.spec, replicas: Number(flags.get('replicas') ?? 1) } })
        out(`${titleOf(kind, object)} scaled\n`)
      }
      return 0
    }
    case 'wait':
      return wait(machine, process, names, flags)
    case 'cordon':
    case 'uncordon': {
      for (const { kind, object } of demandSelected(machine, ['node', ...names], flags)) {
        store.put({ ...object, spec: { ...object.spec, unschedulable: verb === 'cordon' } })
        out(`${titleOf(kind, object)} ${verb}ed\n`)
      }
      return 0
    }
    case 'logs': {
      const selector = flags.get('l')
      const pods =
        selector === undefined
          ? [names[0]?.replace(/^pod\//, '') ?? '']
          : store
              .list('Pod', namespace)
              .filter((pod) => fitsLabels(pod, selector))
              .map((pod) => pod.metadata.name)
      const search = new URLSearchParams()
      for (const [flag, field] of LOG_FLAGS) {
        const value = flags.get(flag)
        if (value !== undefined) search.set(field, value)
      }
      for (const name of pods) out(readLog(machine.cluster, namespace, name, search))
      return 0
    }
    case 'version':
      out('Client Version: v1.32.13\nKustomize Version: v5.5.0\nServer Version: v1.32.13\n')
      return 0
    case 'api-resources':
      out(
        kinds
          .map((kind) => `${kind.plural}  ${apiVersionOf(kind)}  ${kind.namespaced}  ${kind.kind}\n`)
          .join(''),
      )
      return 0
    default:
      err(`error: unknown command "${verb}" for "kubectl"\n`)
      return 1
  }
}

/** What `kubectl logs` takes, and how the API calls it. */
const LOG_FLAGS = [
  ['c', 'container'],
  ['previous', 'previous'],
  ['tail', 'tailLines'],
  ['since-time', 'sinceTime'],
  ['timestamps', 'timestamps'],
] as const

async function inputOf(machine: Machine, process: Process, file: string): Promise<string> {
  if (file === '-' || file === '/dev/stdin') return readAll(process.stdin)
  const text = await machine.readFile(file)
  if (text === null) throw new ApiRefusal(0, '', `error: the path "${file}" does not exist`)
  return text
}

function applyObject(machine: Machine, given: KubeObject, namespace: string, dryRun?: string): string {
  const kind = demandKind(given.kind)
  const place = kind.namespaced ? (given.metadata.namespace ?? namespace) : undefined
  const { store } = machine.cluster
  const there = store.get(kind.kind, given.metadata.name, place)
  const object: KubeObject = {
    ...given,
    metadata: { ...given.metadata, ...(place === undefined ? {} : { namespace: place }) },
  }
  const dry = dryRun !== undefined && dryRun !== 'none'
  const note = dry ? (dryRun === 'server' ? ' (server dry run)' : ' (dry run)') : ''
  if (!there) {
    if (!dry) store.put(kind.kind === 'Namespace' ? { ...object, status: { phase: 'Active' } } : object)
    return `${titleOf(kind, object)} created${note}`
  }
  const fixed =
    kind.kind === 'StorageClass' &&
    JSON.stringify([there.provisioner, there.parameters]) !==
      JSON.stringify([object.provisioner, object.parameters])
  if (fixed)
    throw new ApiRefusal(
      0,
      '',
      `The StorageClass "${object.metadata.name}" is invalid: parameters: Forbidden: updates to parameters are forbidden.`,
    )
  const after = patched(there, 'merge-patch', object)
  const same = JSON.stringify(after) === JSON.stringify(there)
  if (!same && !dry) store.put(after)
  return `${titleOf(kind, object)} ${same ? 'unchanged' : 'configured'}${note}`
}

function createNamed(
  machine: Machine,
  [type = '', name = '']: string[],
  namespace: string,
  out: (text: string) => void,
): number {
  const kind = demandKind(type)
  if (machine.cluster.store.get(kind.kind, name, namespace))
    throw new ApiRefusal(409, 'AlreadyExists', `${kind.plural} "${name}" already exists`)
  out(
    `${applyObject(machine, { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { name } }, namespace)}\n`,
  )
  return 0
}

async function rollout(
  machine: Machine,
  { out, err, signal }: Process,
  [verb, ...names]: string[],
  flags: Flags,
): Promise<number> {
  for (const { kind, object } of demandSelected(machine, names, flags)) {
    if (verb === 'restart') {
      const template = object.spec?.template
      if (!template) continue
      const annotations = {
        ...template.metadata?.annotations,
        'kubectl.kubernetes.io/restartedAt': new Date().toISOString(),
      }
      machine.cluster.store.put({
        ...object,
        spec: { ...object.spec, template: { ...template, metadata: { ...template.metadata, annotations } } },
      })
      out(`${titleOf(kind, object)} restarted\n`)
      continue
    }
    const until = machine.elapsed() + seconds(flags.get('timeout') ?? '600s') * 1000
    for (;;) {
      const status =
        machine.cluster.store.get(kind.kind, object.metadata.name, object.metadata.namespace)?.status ?? {}
      const wanted = Number(kind.kind === 'DaemonSet' ? status.desiredNumberScheduled : status.replicas) || 0
      const ready = Number(kind.kind === 'DaemonSet' ? status.numberReady : status.readyReplicas) || 0
      if (wanted > 0 && ready >= wanted) break
      if (machine.elapsed() > until) {
        err('error: timed out waiting for the condition\n')
        return 1
      }
      await machine.wait(300, signal)
    }
    out(`${kind.kind.toLowerCase()} "${object.metadata.name}" successfully rolled out\n`)
  }
  return 0
}

async function wait(
  machine: Machine,
  { out, err, signal }: Process,
  names: string[],
  flags: Flags,
): Promise<number> {
  const condition = flags.get('for') ?? ''
  const until = machine.elapsed() + seconds(flags.get('timeout') ?? '30s') * 1000
  const all = flags.has('all') || flags.get('l') !== undefined
  for (;;) {
    const { objects, missing } = select(machine, names, flags)
    const holds = ({ object }: Selected): boolean =>
      condition.includes('Ready') && object.kind === 'Pod'
        ? isReadyPod(object)
        : (object.status?.conditions ?? []).some(
            ({ type, status }) => condition.toLowerCase().endsWith(type.toLowerCase()) && status === 'True',
          )
    const done = condition === 'delete' ? objects.length === 0 : objects.length > 0 && objects.every(holds)
    if (done) {
      for (const { kind, object } of objects) out(`${titleOf(kind, object)} condition met\n`)
      return 0
    }
    if (missing && !all && condition !== 'delete') throw missing
    if (objects.length === 0) {
      err('error: no matching resources found\n')
      return 1
    }
    if (machine.elapsed() >= until) {
      for (const { kind, object } of objects)
        err(`error: timed out waiting for the condition on ${kind.plural}/${object.metadata.name}\n`)
      return 1
    }
    await machine.wait(300, signal)
  }
}

function seconds(text: string): number {
  const [, number = '30', unit = 's'] = /^(\d+)([smh]?)/.exec(text) ?? []
  return Number(number) * ({ s: 1, m: 60, h: 3_600 }[unit] ?? 1)
}
