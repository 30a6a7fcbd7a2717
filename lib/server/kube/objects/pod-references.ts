import { recordOf } from './hide.ts'

/** What the description of a pod names beside itself, by name. `optional`: it starts without. */
export interface PodReferences {
  claims: readonly string[]
  configMaps: ReadonlyMap<string, { optional: boolean }>
  secrets: ReadonlyMap<string, { optional: boolean }>
}

/** More are not asked for; no pod of ours comes near. */
const MOST = 40

/** Reads them out of a pod's spec, or that of a template. Nothing of it is taken for granted. */
export function podReferences(spec: unknown): PodReferences {
  const claims = new Set<string>()
  const configMaps = new Map<string, { optional: boolean }>()
  const secrets = new Map<string, { optional: boolean }>()

  const note = (into: Map<string, { optional: boolean }>, name: unknown, optional: unknown): void => {
    if (typeof name !== 'string' || name === '' || into.size >= MOST) return
    into.set(name, { optional: optional === true && (into.get(name)?.optional ?? true) })
  }
  const noteSource = (source: unknown): void => {
    const { configMap, secret } = recordOf(source) ?? {}
    note(configMaps, recordOf(configMap)?.name, recordOf(configMap)?.optional)
    const from = recordOf(secret)
    note(secrets, from?.secretName ?? from?.name, from?.optional)
  }

  const pod = recordOf(spec) ?? {}
  for (const volume of list(pod.volumes)) {
    const { persistentVolumeClaim: claim, projected } = volume
    const name = recordOf(claim)?.claimName
    if (typeof name === 'string' && claims.size < MOST) claims.add(name)
    noteSource(volume)
    for (const source of list(recordOf(projected)?.sources)) noteSource(source)
  }
  for (const { name } of list(pod.imagePullSecrets)) note(secrets, name, true)
  for (const container of [...list(pod.initContainers), ...list(pod.containers)]) {
    for (const { configMapRef, secretRef } of list(container.envFrom)) {
      note(configMaps, recordOf(configMapRef)?.name, recordOf(configMapRef)?.optional)
      note(secrets, recordOf(secretRef)?.name, recordOf(secretRef)?.optional)
    }
    for (const { valueFrom } of list(container.env)) {
      const { configMapKeyRef: map, secretKeyRef: secret } = recordOf(valueFrom) ?? {}
      note(configMaps, recordOf(map)?.name, recordOf(map)?.optional)
      note(secrets, recordOf(secret)?.name, recordOf(secret)?.optional)
    }
  }
  return { claims: [...claims], configMaps, secrets }
}

/** The maps in what should be a list of maps. */
export function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf).filter((each) => each !== null) : []
}
