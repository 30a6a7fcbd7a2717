import type { Diagnosis } from './diagnosis.ts'

/** What is read of a persistent volume. */
export interface VolumeFacts {
  /** "Available", "Bound", "Released", "Failed". */
  phase: string
  message: string
  /** "Delete", "Retain". */
  reclaim: string
  /** The claim it is or was bound to: "binder/hub-db-dir". */
  claim: string | null
}

/** What is wrong with a volume: nobody's any more, or not taken away. */
export function volumeTrouble({ phase, message, reclaim, claim }: VolumeFacts): Diagnosis | null {
  if (phase === 'Failed')
    return {
      situation: 'volume-failed',
      kind: 'fail',
      what: 'It could not be taken away',
      why: 'Its claim is gone, and its provisioner did not get its folder removed.',
      advice: 'Look at the folder on the server, remove it by hand, then delete the volume.',
      evidence: message || null,
      at: null,
      remedies: [],
    }
  if (phase !== 'Released') return null
  return {
    situation: 'volume-released',
    kind: 'warn',
    what: 'It belongs to nobody any more',
    why: `Its claim ${claim ?? ''} was deleted, and ${reclaim === 'Retain' ? 'it is kept on purpose (reclaim policy Retain)' : 'it is not taken away yet'}. It still takes up its place on disk.`,
    advice:
      reclaim === 'Retain'
        ? 'When nobody needs what is in it, delete the volume and then its folder.'
        : 'If it stays so for minutes, its provisioner does not run.',
    evidence: message || null,
    at: null,
    remedies: [],
  }
}
