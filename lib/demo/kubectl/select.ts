import { type Kind, kindNamed } from '../cluster/kinds.ts'
import type { KubeObject } from '../cluster/kube-object.ts'
import { ApiRefusal, readObject } from '../cluster/requests.ts'
import { fitsFields, fitsLabels } from '../cluster/selectors.ts'
import type { Machine } from '../machine/machine.ts'
import type { Flags } from './flags.ts'

/** One object, with its kind. */
export interface Selected {
  kind: Kind
  object: KubeObject
}

export interface Selection {
  objects: Selected[]
  /** Asked for by name, and so to be printed as itself, not as a list. */
  single: boolean
  missing: ApiRefusal | null
  version: string
}

/** The objects that words and flags name: `pods`, `pod NAME`, `deploy/NAME`, `a,b -l x=y`. */
export function select(machine: Machine, names: readonly string[], flags: Flags): Selection {
  const { store } = machine.cluster
  const namespace = flags.has('A') ? undefined : (flags.get('n') ?? 'default')
  const pairs = names.filter((name) => name.includes('/'))
  const [types = '', ...rest] = pairs.length > 0 ? [] : names
  const wanted: { kind: Kind; name?: string }[] =
    pairs.length > 0
      ? pairs.map((pair) => ({ kind: demandKind(pair.split('/')[0] ?? ''), name: pair.split('/')[1] ?? '' }))
      : types.split(',').flatMap((type) => {
          const kind = demandKind(type)
          return rest.length > 0 ? rest.map((name) => ({ kind, name })) : [{ kind }]
        })
  const selection: Selection = {
    objects: [],
    single: wanted.length === 1 && wanted[0]?.name !== undefined,
    missing: null,
    version: String(store.version),
  }
  for (const { kind, name } of wanted) {
    if (
      kind.group === 'metallb.io' &&
      !machine.cluster.store.get('CustomResourceDefinition', `${kind.plural}.metallb.io`)
    )
      throw new ApiRefusal(0, '', `error: the server doesn't have a resource type "${kind.plural}"`)
    if (name !== undefined) {
      try {
        selection.objects.push({ kind, object: readObject(store, kind, name, namespace ?? 'default') })
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error
        selection.missing = error
      }
      continue
    }
    const labels = flags.get('l')
    const fields = flags.get('field-selector')
    for (const object of store.list(kind.kind, kind.namespaced ? namespace : undefined))
      if (
        (labels === undefined || fitsLabels(object, labels)) &&
        (fields === undefined || fitsFields(object, fields))
      )
        selection.objects.push({ kind, object })
  }
  return selection
}

/** The same; throws for one that is not there. */
export function demandSelected(machine: Machine, names: readonly string[], flags: Flags): Selected[] {
  const { objects, missing } = select(machine, names, flags)
  if (missing) throw missing
  return objects
}

/** Throws what kubectl says of a kind that there is not. */
export function demandKind(name: string): Kind {
  const kind = kindNamed(name)
  if (kind) return kind
  throw new ApiRefusal(0, '', `error: the server doesn't have a resource type "${name}"`)
}

/** `deployment.apps/hub` */
export function titleOf(kind: Kind, { metadata }: KubeObject): string {
  return `${kind.kind.toLowerCase()}${kind.group === '' ? '' : `.${kind.group}`}/${metadata.name}`
}
