import type { EventRow } from '../shared/event-row.ts'

/** What happened to the pod of this uid, for tests that care about one thing of it. */
export function exampleEvent(of: string, message: string, more: Partial<EventRow> = {}): EventRow {
  return {
    uid: `${of} ${message}`,
    namespace: 'binder',
    name: 'event',
    createdAt: 1,
    labels: {},
    isWarning: false,
    reason: 'Pulling',
    message,
    count: 1,
    lastAt: 1,
    source: 'kubelet',
    object: { kind: 'Pod', namespace: 'binder', name: of, uid: of },
    ...more,
  }
}
