import { fingerprintOf, grownSince, readFingerprint } from '../../../shared/blast-size.ts'
import { AppError } from '../../../shared/problem.ts'

/**
 * Throws `conflict` when more would break now than was shown when the person said yes: they are to look again.
 * Less is no reason to ask again.
 */
export function demandNoWorse(shown: string, now: { fingerprint: string; sentence: string }): void {
  if (shown === now.fingerprint) return
  const grown = grownSince(readFingerprint(shown), readFingerprint(now.fingerprint))
  if (grown.length === 0) return
  throw new AppError('conflict', `More would break now than you were shown. ${now.sentence}`, {
    hint: 'Nothing was done. Look at the list again, then decide.',
    field: 'fingerprint',
    said: `${fingerprintOf(readFingerprint(shown)) || 'nothing'} became ${now.fingerprint}`,
  })
}
