export type PastedHostKey =
  | { verdict: 'nothing' }
  /**
   * The text holds no whole SHA-256 fingerprint; `md5` when it holds the old form, which proves too little,
   * `characters` where it holds one that is too short or too long.
   */
  | { verdict: 'unreadable'; md5: boolean; characters: number | null }
  | { verdict: 'same' }
  | { verdict: 'different'; found: string[] }

/**
 * Compares what a person pasted from `ssh-keygen -lf` (or from a console's boot log, of any number of keys) with
 * the fingerprint that the server showed.
 *
 * @example comparePasted('256 SHA256:Kf3… root@binder-01 (ED25519)', 'SHA256:Kf3…') // {verdict: 'same'}
 */
export function comparePasted(pasted: string, sha256: string): PastedHostKey {
  if (pasted.trim() === '') return { verdict: 'nothing' }
  // Terminals break long lines: a fingerprint may have been pasted with a line break in its middle.
  const found = fingerprints(pasted)
  const joined = fingerprints(pasted.replace(/[\r\n]+[ \t]*/g, ''))
  if (found.includes(sha256) || joined.includes(sha256)) return { verdict: 'same' }
  const readable = found.length > 0 ? found : joined
  if (readable.length > 0) return { verdict: 'different', found: readable }
  const cut = /SHA256:([A-Za-z0-9+/]+)/i.exec(pasted)?.[1] ?? null
  const md5 = /(?:MD5:)?(?:[0-9a-f]{2}:){15}[0-9a-f]{2}/i.test(pasted)
  return { verdict: 'unreadable', md5, characters: cut?.length ?? null }
}

/** 32 bytes are 43 characters of base64; some tools pad them with "=". A bare one must stand alone. */
function fingerprints(text: string): string[] {
  const marked = [...text.matchAll(/SHA256:([A-Za-z0-9+/]{43})=?(?![A-Za-z0-9+/])/gi)]
  const bare =
    marked.length > 0 ? [] : [...text.matchAll(/(?<![A-Za-z0-9+/:])([A-Za-z0-9+/]{43})=?(?![A-Za-z0-9+/])/g)]
  return [...new Set([...marked, ...bare].map((match) => `SHA256:${match[1]}`))]
}
