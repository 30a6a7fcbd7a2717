/**
 * A session as the hub knows it: what a pod does not tell. Of the person behind it no more than the hub's own name,
 * which BinderHub makes up where nobody signs in. Times are milliseconds since the epoch.
 */
export interface HubSessionRow {
  /** Namespace, person and server together. */
  key: string
  namespace: string
  /** The hub's name of the person, as it is: labels of pods carry it shortened. */
  person: string
  /** Empty but for named servers, which BinderHub does not use. */
  server: string
  state: 'starting' | 'ready' | 'stopping'
  startedAt: number | null
  /**
   * When something last came by from or to the browser, as far as the hub knows: it is told every five minutes. Null
   * where it does not say.
   */
  lastActivityAt: number | null
}

/** The key of the session of a person, the same for the hub's row and for the pod. */
export function sessionKey(namespace: string, person: string, server: string): string {
  return `${namespace}/${person}/${server}`
}
