import { Refusal } from './refusal.ts'

/** The address line of a request, taken apart and not normalised: what would need that is refused. */
export interface Target {
  /** Begins with one slash; still percent-encoded. */
  pathname: string
  search: URLSearchParams
  /** As it came, with its question mark; empty without one. */
  query: string
}

/**
 * Throws `invalid_input` for what is no path (a proxy's absolute form, `*`), cannot be decoded, or what Next would
 * read as another path than the gate before it: `.` and `..`, empty names and backslashes, encoded or not.
 */
export function parseTarget(url: string | undefined): Target {
  const text = url ?? ''
  const mark = text.indexOf('?')
  const pathname = mark === -1 ? text : text.slice(0, mark)
  const query = mark === -1 ? '' : text.slice(mark)
  if (!isPlain(pathname)) throw new Refusal('invalid_input', 'This address cannot be read.')
  return { pathname, query, search: new URLSearchParams(query) }
}

function isPlain(pathname: string): boolean {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return false
  }
  return decoded.startsWith('/') && !/\\|\/\/|\/\.{1,2}(?:\/|$)/.test(decoded)
}
