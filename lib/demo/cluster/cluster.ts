import type { Machine } from '../machine/machine.ts'
import { type Certificates, makeCertificates } from './certificates.ts'
import { controlPods } from './control-pods.ts'
import { controlServices } from './control-services.ts'
import { controlStorage } from './control-storage.ts'
import { controlWorkloads } from './control-workloads.ts'
import { firstObjects } from './first-objects.ts'
import type { KubeObject } from './kube-object.ts'
import { ObjectStore } from './object-store.ts'
import { PodLogs } from './pod-logs.ts'
import { protectClaims } from './protect-claims.ts'
import { controlFinalizers } from './remove-gracefully.ts'

interface ClusterOptions {
  machine: Machine
  /** What `keep` gave before; anything else is a machine without Kubernetes. */
  objects: unknown
}

/** The practice cluster: its objects, and the controllers that make them behave. */
export class Cluster {
  readonly machine: Machine
  readonly store: ObjectStore
  #certificates: Certificates | null = null
  readonly logs = new PodLogs()
  /** Fires when a pod has gone, by its uid. */
  readonly lives = new Map<string, AbortController>()

  constructor({ machine, objects }: ClusterOptions) {
    this.machine = machine
    this.store = new ObjectStore(Array.isArray(objects) ? (objects as KubeObject[]) : [])
    this.store.onChange(() => machine.changed())
    controlPods(this)
    controlWorkloads(this)
    controlServices(this)
    controlStorage(this)
    protectClaims(this)
    controlFinalizers(this)
    // After a reboot everything is looked at once more.
    for (const object of this.store.all()) this.store.put(object)
  }

  /** True while the API answers. */
  get running(): boolean {
    return this.machine.state.units['snap.microk8s.daemon-kubelite.service']?.active === true
  }

  get certificates(): Certificates {
    this.#certificates ??= makeCertificates(['127.0.0.1', '10.152.183.1'])
    return this.#certificates
  }

  /** The cluster as it is right after `snap install microk8s`. */
  begin(): void {
    for (const object of firstObjects(this.machine.state.hostname)) this.store.put(object)
  }

  end(): void {
    this.store.clear()
    this.logs.clear()
  }

  later(ms: number, work: () => void): void {
    this.machine.clock.later(ms, work)
  }

  /** An event as the kubelet and the controllers write them; the same one again counts up. */
  event(
    about: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    component = 'kubelet',
  ): void {
    const { store } = this
    const namespace = about.metadata.namespace ?? 'default'
    const same = store
      .list('Event', namespace)
      .find(
        (event) =>
          event.reason === reason &&
          event.message === message &&
          (event.involvedObject as { uid?: string }).uid === about.metadata.uid,
      )
    const now = store.timestamp()
    if (same) {
      store.put({ ...same, count: Number(same.count) + 1, lastTimestamp: now })
      return
    }
    store.put({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${about.metadata.name}.${store.version.toString(16).padStart(16, '1')}`, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name: about.metadata.name,
        namespace,
        uid: about.metadata.uid,
      },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component },
    })
    const events = store.list('Event', namespace)
    if (events.length > 200) for (const old of events.slice(0, 50)) store.remove(old)
  }

  /** A line of a pod's first container. */
  log(pod: KubeObject, line: string): void {
    const { namespace = 'default', name } = pod.metadata
    const [container] = (pod.spec as { containers?: { name: string }[] } | undefined)?.containers ?? []
    this.logs.write({ namespace, pod: name, container: container?.name ?? '' }, line)
  }

  keep(): KubeObject[] {
    return this.store.all().filter(({ kind }) => kind !== 'Event')
  }
}
