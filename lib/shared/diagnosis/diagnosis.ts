import type { StepId } from '../install.ts'
import type { ObjectName, ObjectRef } from '../object-ref.ts'

/**
 * What is wrong with an object, in the order in which a person wants to know it. The page sets it as: **what, 8 min
 * ago.** why advice; then the evidence, verbatim, and the remedies as buttons.
 */
export interface Diagnosis {
  /** Which situation it is, the same over all wordings: for tests, links and counting. */
  situation: Situation
  kind: 'fail' | 'warn' | 'wait'
  /** What happened, without a full stop: "Out of memory once". */
  what: string
  /** Why, and what it means for people. */
  why: string
  /** What to do about it. */
  advice: string
  /** What the machine said, on which this rests; null where it rests on silence. */
  evidence: string | null
  /** When it happened or began: milliseconds since the epoch. Null where that is not known. */
  at: number | null
  remedies: readonly Remedy[]
}

/** Every situation that is told apart. domain notes, section 4, and what Kubernetes itself has beside it. */
const situations = [
  // pulling images
  'pull-limit',
  'pull-denied',
  'pull-not-found',
  'pull-no-name',
  'pull-unreachable',
  'pull-insecure',
  'pull-certificate',
  'pull-disk-full',
  'pull-wrong-machine',
  'pull-bad-name',
  'pull-never',
  'pull-failed',
  // finding a node
  'no-room',
  'no-gpu',
  'too-many-pods',
  'cordoned',
  'disk-pressure',
  'memory-pressure',
  'node-not-ready',
  'tainted',
  'no-such-node',
  'port-taken',
  'claim-missing',
  'claim-unbound',
  'volume-elsewhere',
  'no-node',
  'gated',
  'unschedulable',
  'scheduler-down',
  // getting ready to start
  'socket-missing',
  'secret-missing',
  'config-missing',
  'mount-failed',
  'network-not-ready',
  'key-missing',
  'container-refused',
  // running
  'crash-loop',
  'program-missing',
  'init-fails',
  'out-of-memory',
  'not-alive',
  'not-ready',
  'restarted',
  // ended
  'evicted',
  'deadline',
  'failed',
  'node-lost',
  'stuck-terminating',
  // other objects
  'no-default-class',
  'class-missing',
  'provisioning-failed',
  'claim-waits-for-pod',
  'claim-lost',
  'claim-held',
  'volume-released',
  'volume-failed',
  'no-address',
  'no-endpoints',
  'quota',
  'pods-refused',
  'rollout-stuck',
  'job-failed',
] as const

export type Situation = (typeof situations)[number]

/** A way out, as a button: something that Bindery does after it was asked, or the place where a person does it. */
export type Remedy =
  | { does: 'delete' | 'force-delete' | 'restart' | 'uncordon'; object: ObjectRef; label: string }
  /** A step of the install, which looks first at what is there. */
  | { does: 'step'; step: StepId; label: string }
  /** A page: binder.yaml is changed and applied on one, sessions are stopped on another, upgrades taken back on the third. */
  | { does: 'page'; page: 'config' | 'launches' | 'releases'; label: string }
  /** Another object, or another tab of this one. */
  | { does: 'open'; object: ObjectName; tab?: 'events' | 'logs' | 'yaml'; label: string }

/** Where idle sessions are stopped. */
export const toLaunches: Remedy = {
  does: 'page',
  page: 'launches',
  label: 'Open Launches, to stop idle sessions',
}
