import { isObjectKind, type ObjectKind, type ObjectName, objectKinds } from '../../../shared/object-ref.ts'
import { type RelatedObject, type Relation, relations } from '../../../shared/related-object.ts'
import type { Cluster } from '../cluster.ts'
import { recordOf } from './hide.ts'
import { isChosenBy, selectorText } from './label-selector.ts'
import { podReferences } from './pod-references.ts'
import { oneObject, type SomeObject, someObjects } from './some-objects.ts'

/** Up from a pod it is a replica set and a deployment; nothing has more above it. */
const MAX_OWNERS = 4
/** How many of the config maps and secrets that something names are looked for. */
const MAX_LOOKED_FOR = 16

/** What is related to an object, and whether that is all. */
export interface Related {
  related: RelatedObject[]
  isPartial: boolean
}

/**
 * What belongs together: who made it and what it makes, where it runs, what it mounts and what leads to it. What cannot
 * be read is left out, and said to be.
 */
export async function relatedTo(
  cluster: Pick<Cluster, 'get'>,
  name: ObjectName,
  object: SomeObject,
  signal: AbortSignal,
): Promise<Related> {
  const finder = new Finder(cluster, name, object, signal)
  const found = await Promise.allSettled(finder.all())
  signal.throwIfAborted()
  const related = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
  related.sort((a, b) => relations.indexOf(a.as) - relations.indexOf(b.as))
  return { related, isPartial: finder.isPartial || found.some(({ status }) => status === 'rejected') }
}

class Finder {
  isPartial = false
  readonly #cluster: Pick<Cluster, 'get'>
  readonly #name: ObjectName
  readonly #object: SomeObject
  readonly #signal: AbortSignal

  constructor(cluster: Pick<Cluster, 'get'>, name: ObjectName, object: SomeObject, signal: AbortSignal) {
    this.#cluster = cluster
    this.#name = name
    this.#object = object
    this.#signal = signal
  }

  all(): Promise<RelatedObject[]>[] {
    const { kind } = this.#name
    const { spec = {} } = this.#object
    const made = this.#owners()
    switch (kind) {
      case 'Pod':
        return [
          made,
          this.#node(spec.nodeName),
          this.#named(spec),
          this.#services(this.#object.metadata.labels),
        ]
      case 'Deployment':
      case 'ReplicaSet':
      case 'DaemonSet':
      case 'StatefulSet':
      case 'Job': {
        const template = recordOf(spec.template) ?? {}
        const labels = recordOf(recordOf(template.metadata)?.labels)
        return [made, this.#makes(spec.selector), this.#named(template.spec), this.#services(labels)]
      }
      case 'Service':
        return [this.#chosen(spec.selector)]
      case 'PersistentVolumeClaim':
        return [made, this.#ofClaim(spec), this.#users((names) => names.claims.includes(this.#name.name))]
      case 'PersistentVolume':
        return [this.#ofVolume(spec)]
      case 'ConfigMap':
        return [made, this.#users(({ configMaps }) => configMaps.has(this.#name.name))]
      case 'Secret':
        return [made, this.#users(({ secrets }) => secrets.has(this.#name.name))]
      case 'Node':
        return [this.#onNode()]
      case 'StorageClass':
        return [this.#ofClass()]
      case 'Event':
        return [this.#about()]
      case 'Namespace':
        return []
    }
  }

  #one(as: Relation, kind: ObjectKind, name: unknown, more: Partial<RelatedObject> = {}): RelatedObject[] {
    if (typeof name !== 'string' || name === '') return []
    const namespace = objectKinds[kind].namespaced ? this.#name.namespace : null
    return [{ as, object: { kind, namespace, name }, isThere: null, note: '', ...more }]
  }

  /** From whoever made it up to whoever made that. */
  async #owners(): Promise<RelatedObject[]> {
    const owners: RelatedObject[] = []
    let at: SomeObject | null = this.#object
    while (at && owners.length < MAX_OWNERS) {
      const references: SomeObject['metadata']['ownerReferences'] = at.metadata.ownerReferences
      const owner = references?.find(({ controller }) => controller) ?? references?.[0]
      if (!owner || !isObjectKind(owner.kind)) break
      const [known] = this.#one('made by', owner.kind, owner.name)
      if (!known) break
      at = await oneObject(this.#cluster, known.object, this.#signal)
      const isThere = at !== null && (owner.uid === undefined || at.metadata.uid === owner.uid)
      owners.push({ ...known, isThere })
      if (!isThere) break
    }
    return owners
  }

  async #node(name: unknown): Promise<RelatedObject[]> {
    return this.#one('runs on', 'Node', name)
  }

  /** Claims, config maps and secrets that a pod's description names, and whether they are there. */
  async #named(spec: unknown): Promise<RelatedObject[]> {
    const { claims, configMaps, secrets } = podReferences(spec)
    const named = [
      ...claims.flatMap((name) => this.#one('claims', 'PersistentVolumeClaim', name)),
      ...[...configMaps].flatMap(([name, { optional }]) =>
        this.#one('config maps', 'ConfigMap', name, { note: optional ? 'need not be there' : '' }),
      ),
      ...[...secrets].flatMap(([name, { optional }]) =>
        this.#one('secrets', 'Secret', name, { note: optional ? 'need not be there' : '' }),
      ),
    ]
    return await Promise.all(
      named.map(async (each, index) => {
        if (index >= MAX_LOOKED_FOR) return each
        const there = await oneObject(this.#cluster, each.object, this.#signal)
        return { ...each, isThere: there !== null }
      }),
    )
  }

  async #services(labels: unknown): Promise<RelatedObject[]> {
    const services = await this.#some('Service')
    return services
      .filter(({ spec }) => isChosenBy(spec?.selector, labels))
      .flatMap(({ metadata }) => this.#one('services', 'Service', metadata.name, { isThere: true }))
  }

  /** The pods of a workload, and of a deployment the replica sets between. */
  async #makes(selector: unknown): Promise<RelatedObject[]> {
    const labels = selectorText(selector)
    if (labels === null) return []
    const { kind } = this.#name
    const sets =
      kind === 'Deployment' ? (await this.#some('ReplicaSet', { labels })).filter(this.#isMine) : []
    const makers = new Set([this.#object.metadata.uid, ...sets.map(({ metadata }) => metadata.uid)])
    const pods = (await this.#some('Pod', { labels })).filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => makers.has(uid)),
    )
    return [
      ...sets.flatMap(({ metadata, spec }) =>
        this.#one('replica sets', 'ReplicaSet', metadata.name, {
          isThere: true,
          note: spec?.replicas === 0 ? 'of before' : '',
        }),
      ),
      ...this.#pods(pods),
    ]
  }

  #isMine = ({ metadata }: SomeObject): boolean =>
    metadata.ownerReferences?.some(({ uid }) => uid === this.#object.metadata.uid) === true

  async #chosen(selector: unknown): Promise<RelatedObject[]> {
    const labels = selectorText({ matchLabels: selector })
    return labels === null ? [] : this.#pods(await this.#some('Pod', { labels }))
  }

  async #ofClaim({ volumeName, storageClassName }: Record<string, unknown>): Promise<RelatedObject[]> {
    return [
      ...this.#one('volume', 'PersistentVolume', volumeName),
      ...this.#one('class', 'StorageClass', storageClassName),
    ]
  }

  async #ofVolume({ claimRef, storageClassName }: Record<string, unknown>): Promise<RelatedObject[]> {
    const { namespace, name } = recordOf(claimRef) ?? {}
    const claim: RelatedObject[] =
      typeof namespace === 'string' && typeof name === 'string'
        ? [
            {
              as: 'claims',
              object: { kind: 'PersistentVolumeClaim', namespace, name },
              isThere: null,
              note: '',
            },
          ]
        : []
    const known = await Promise.all(
      claim.map(async (each) => ({
        ...each,
        isThere: (await oneObject(this.#cluster, each.object, this.#signal)) !== null,
      })),
    )
    return [...known, ...this.#one('class', 'StorageClass', storageClassName)]
  }

  /** Pods of this namespace that name it. */
  async #users(names: (references: ReturnType<typeof podReferences>) => boolean): Promise<RelatedObject[]> {
    return this.#pods((await this.#some('Pod')).filter(({ spec }) => names(podReferences(spec))))
  }

  async #onNode(): Promise<RelatedObject[]> {
    const fields = `spec.nodeName=${this.#name.name}`
    return this.#pods(await this.#some('Pod', { fields, namespace: null }))
  }

  async #ofClass(): Promise<RelatedObject[]> {
    const volumes = await this.#some('PersistentVolume', { namespace: null })
    return volumes
      .filter(({ spec }) => spec?.storageClassName === this.#name.name)
      .flatMap(({ metadata }) => this.#one('volumes', 'PersistentVolume', metadata.name, { isThere: true }))
  }

  async #about(): Promise<RelatedObject[]> {
    const { kind, namespace, name } = recordOf(this.#object.involvedObject) ?? {}
    if (typeof kind !== 'string' || typeof name !== 'string' || !isObjectKind(kind)) return []
    const place = objectKinds[kind].namespaced && typeof namespace === 'string' ? namespace : null
    return [{ as: 'about', object: { kind, namespace: place, name }, isThere: null, note: '' }]
  }

  #pods(pods: readonly SomeObject[]): RelatedObject[] {
    return pods.map(({ metadata }) => ({
      as: 'pods',
      object: { kind: 'Pod', namespace: metadata.namespace ?? this.#name.namespace, name: metadata.name },
      isThere: true,
      note: '',
    }))
  }

  async #some(
    kind: ObjectKind,
    by: { labels?: string; fields?: string; namespace?: null } = {},
  ): Promise<SomeObject[]> {
    const query = { namespace: this.#name.namespace, ...by }
    const { items, isAll } = await someObjects(this.#cluster, kind, query, this.#signal)
    if (!isAll) this.isPartial = true
    return items
  }
}
