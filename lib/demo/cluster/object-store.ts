import { randomUUID } from 'node:crypto'
import { apiVersionOf, type Kind, kindNamed, kinds } from './kinds.ts'
import type { KubeObject } from './kube-object.ts'

export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  kind: Kind
  object: KubeObject
  version: number
}

/** How many changes a watch may be behind; older versions are answered with 410 Gone. */
const HISTORY = 3_000

/** What etcd is to a cluster: all objects, one version that counts up, and word of every change. */
export class ObjectStore {
  readonly #objects = new Map<string, KubeObject>()
  readonly #listeners = new Set<(change: Change) => void>()
  #history: Change[] = []
  #version: number

  constructor(kept: readonly KubeObject[]) {
    for (const object of kept) {
      const kind = kindNamed(object.kind)
      if (kind) this.#objects.set(keyOf(kind, object.metadata.name, object.metadata.namespace), object)
    }
    this.#version = Math.max(1_000, ...kept.map(({ metadata }) => Number(metadata.resourceVersion) || 0)) + 1
  }

  get version(): number {
    return this.#version
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The changes after a version; null where they are not known any more. */
  since(version: number): Change[] | null {
    const oldest = this.#history[0]?.version ?? this.#version + 1
    if (version > this.#version || (version < this.#version && version < oldest - 1)) return null
    return this.#history.filter((change) => change.version > version)
  }

  /** Too old for every watch from now on: what a compaction of etcd does. */
  forgetHistory(): void {
    this.#history = []
  }

  get(kindName: string, name: string, namespace?: string): KubeObject | undefined {
    return this.#objects.get(keyOf(demandKind(kindName), name, namespace))
  }

  list(kindName: string, namespace?: string): KubeObject[] {
    const kind = demandKind(kindName)
    const prefix = `${kind.plural}/${namespace === undefined || !kind.namespaced ? '' : `${namespace}/`}`
    return [...this.#objects].filter(([key]) => key.startsWith(prefix)).map(([, object]) => object)
  }

  all(): KubeObject[] {
    return [...this.#objects.values()]
  }

  /** Creates or replaces. What stood there must not be changed by its holders: a new object is always given. */
  put(object: KubeObject): KubeObject {
    const kind = demandKind(object.kind)
    const { name, namespace } = object.metadata
    const key = keyOf(kind, name, namespace)
    const before = this.#objects.get(key)
    this.#version += 1
    const stored: KubeObject = {
      ...object,
      apiVersion: object.apiVersion || apiVersionOf(kind),
      metadata: {
        ...object.metadata,
        ...(kind.namespaced ? { namespace: namespace ?? 'default' } : {}),
        uid: before?.metadata.uid ?? object.metadata.uid ?? randomUUID(),
        creationTimestamp:
          before?.metadata.creationTimestamp ?? object.metadata.creationTimestamp ?? this.timestamp(),
        resourceVersion: String(this.#version),
      },
    }
    this.#objects.set(keyOf(kind, name, namespace), stored)
    this.#tell({ type: before ? 'MODIFIED' : 'ADDED', kind, object: stored, version: this.#version })
    return stored
  }

  /** Changes an object that is there; nothing happens to one that is gone. */
  update(object: KubeObject, change: (object: KubeObject) => KubeObject): KubeObject | null {
    const now = this.get(object.kind, object.metadata.name, object.metadata.namespace)
    if (!now || now.metadata.uid !== object.metadata.uid) return null
    return this.put(change(now))
  }

  remove(object: KubeObject): void {
    const kind = demandKind(object.kind)
    const key = keyOf(kind, object.metadata.name, object.metadata.namespace)
    const now = this.#objects.get(key)
    if (!now) return
    this.#objects.delete(key)
    this.#version += 1
    const last = { ...now, metadata: { ...now.metadata, resourceVersion: String(this.#version) } }
    this.#tell({ type: 'DELETED', kind, object: last, version: this.#version })
  }

  clear(): void {
    for (const object of this.all()) this.remove(object)
  }

  /** Now, or so many seconds from now, as the API writes it. */
  timestamp(inSeconds = 0): string {
    return `${new Date(Date.now() + inSeconds * 1_000).toISOString().slice(0, 19)}Z`
  }

  #tell(change: Change): void {
    this.#history.push(change)
    if (this.#history.length > HISTORY) this.#history = this.#history.slice(-HISTORY / 2)
    for (const listener of this.#listeners) listener(change)
  }
}

function keyOf(kind: Kind, name: string, namespace = 'default'): string {
  return kind.namespaced ? `${kind.plural}/${namespace}/${name}` : `${kind.plural}/${name}`
}

function demandKind(name: string): Kind {
  const kind = kindNamed(name)
  if (!kind) throw new Error(`The practice cluster has no kind ${name}; it has ${kinds.length} others.`)
  return kind
}
