/**
 * How much would break, in numbers that can be compared: `people` lose their session, `builds` fail, and one entry for
 * each part that fails, "hub" or "kube-system/coredns". A number that is not there is 0.
 */
export type BlastSize = Readonly<Record<string, number>>

/** A size as a description carries it and its action gets it back: "builds=1 people=12". */
export function fingerprintOf(size: BlastSize): string {
  return Object.entries(size)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${encodeURIComponent(what)}=${count}`)
    .sort()
    .join(' ')
}

/** The size behind a fingerprint. What cannot be read counts as nothing: then whatever breaks is more than was shown. */
export function readFingerprint(fingerprint: string): BlastSize {
  const size = new Map<string, number>()
  for (const part of fingerprint.split(' ')) {
    const [, what = '', count = ''] = /^([^=\s]+)=(\d{1,9})$/.exec(part) ?? []
    if (what !== '') size.set(decoded(what), Number(count))
  }
  return Object.fromEntries(size)
}

/** What is more now than it was, by name. */
export function grownSince(before: BlastSize, now: BlastSize): string[] {
  return Object.keys(now).filter(
    (what) => (now[what] ?? 0) > (Object.hasOwn(before, what) ? (before[what] ?? 0) : 0),
  )
}

function decoded(what: string): string {
  try {
    return decodeURIComponent(what)
  } catch {
    return what
  }
}
