/**
 * One object of a cluster as pages get it: everything that the API has of it, but for what nobody reads
 * (managedFields) and what nobody may read (`hidden`).
 */
export interface WholeObject {
  uid: string
  /** Names this state of it; a change that rests on another is refused. */
  resourceVersion: string
  /** The object, as YAML shows it. It comes from a server: whoever reads of it takes nothing for granted. */
  object: KubeFields
  /** How many of its values are hidden: of secrets all, elsewhere passwords, tokens and addresses of people. */
  hidden: number
}

export type KubeFields = Readonly<Record<string, unknown>>

/** What stands in place of a hidden value; of a secret's also its size. */
export const HIDDEN = 'hidden by Bindery'

/** True for what stands in place of a hidden value. */
export function isHidden(value: unknown): value is string {
  return typeof value === 'string' && /^hidden by Bindery(?:, [\d.]+ \w+)?$/.test(value)
}
